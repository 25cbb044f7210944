//! The team, as admins see and change it.

use serde::{Deserialize, Serialize};

use super::{
    email::is_email,
    field::{FieldError, Problem},
    form_check::FormCheck,
    ids::AgentId,
    language::Language,
    role::Role,
    timestamp::Timestamp,
};

/// The most characters of a display name.
pub const MAX_NAME_CHARS: usize = 100;
/// The most characters of an agent's bio.
pub const MAX_BIO_CHARS: usize = 500;
/// The most characters of an email address (RFC 5321, section 4.5.3.1).
pub const MAX_EMAIL_CHARS: usize = 254;
/// The maximum size of a file for an agent's picture, in bytes.
pub const MAX_PICTURE_BYTES: usize = 10 * 1024 * 1024;
/// The greatest limit of open conversations. A greater value is refused.
pub const GREATEST_LIMIT: i32 = 999;

/// An agent, as admins see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamMember {
    /// The agent's id.
    pub id: AgentId,
    /// The username.
    pub username: String,
    /// The fields that an admin may change.
    #[serde(flatten)]
    pub profile: Profile,
    /// The address of the picture, if there is one.
    pub avatar: Option<String>,
    /// Whether the agent takes conversations now.
    pub is_online: bool,
    /// Whether the agent is active, not disabled.
    pub is_active: bool,
    /// Whether the agent has chosen a password yet.
    pub has_joined: bool,
    /// Whether the agent is asked for a code at sign-in.
    #[serde(default)]
    pub has_two_factor: bool,
    /// The place in the list. It also decides which agent comes first if several could
    /// take a conversation.
    pub order: i32,
    /// How many open conversations the agent has.
    pub open: u32,
    /// When their console last asked for something.
    pub last_seen_at: Option<Timestamp>,
    /// When the agent was added.
    pub created_at: Timestamp,
}

/// The fields of an agent that an admin may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "console", derive(reactive_stores::Store))]
pub struct Profile {
    /// The name that customers see.
    pub display_name: String,
    /// The same in Bangla; may be empty.
    #[serde(default)]
    pub display_name_bn: String,
    /// The bio: a few words about the agent; may be empty.
    #[serde(default)]
    pub bio: String,
    /// The email address, for the team. Customers never see it. May be empty.
    #[serde(default)]
    pub email: String,
    /// Agent or admin.
    #[serde(default = "agent")]
    pub role: Role,
    /// The most open conversations that are assigned to the agent automatically; none:
    /// no limit.
    #[serde(default)]
    pub max_open: Option<i32>,
}

fn agent() -> Role {
    Role::Agent
}

/// The empty profile of an agent.
impl Default for Profile {
    fn default() -> Self {
        Self {
            display_name: String::new(),
            display_name_bn: String::new(),
            bio: String::new(),
            email: String::new(),
            role: agent(),
            max_open: None,
        }
    }
}

impl Profile {
    /// Returns the name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        language.pick(&self.display_name, &self.display_name_bn)
    }

    /// Returns the profile as it is stored: without spaces around its texts.
    ///
    /// # Errors
    /// The fields that have a problem, and the problem of each.
    pub fn check(&self) -> Result<Self, Vec<FieldError>> {
        self.check_with(FormCheck::default())
    }

    pub(super) fn check_with(&self, mut check: FormCheck) -> Result<Self, Vec<FieldError>> {
        let display_name = check.line("display_name", &self.display_name, MAX_NAME_CHARS);
        check.required("display_name", &display_name);
        let display_name_bn = check.line("display_name_bn", &self.display_name_bn, MAX_NAME_CHARS);
        let email = check.line("email", &self.email, MAX_EMAIL_CHARS);
        if !email.is_empty() && !is_email(&email) {
            check.add(FieldError::new("email", Problem::Invalid));
        }
        let bio = check.lines("bio", &self.bio, MAX_BIO_CHARS);
        if self.role < Role::Agent {
            check.add(FieldError::new("role", Problem::Invalid));
        }
        match self.max_open {
            Some(..0) => check.add(FieldError::beyond("max_open", Problem::TooSmall, 0)),
            Some(most) if most > GREATEST_LIMIT => {
                check.add(FieldError::beyond("max_open", Problem::TooLarge, GREATEST_LIMIT.into()));
            }
            _ => {}
        }
        check.finish(Self { display_name, display_name_bn, bio, email, role: self.role, max_open: self.max_open })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile {
            display_name: "Nadia".to_owned(),
            display_name_bn: "নাদিয়া".to_owned(),
            bio: String::new(),
            email: String::new(),
            role: Role::Agent,
            max_open: None,
        }
    }

    fn problems(profile: &Profile) -> Vec<(String, Problem)> {
        let errors = profile.check().err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_limit_is_a_small_number_or_none() {
        for (limit, expected) in [
            (None, None),
            (Some(0), None),
            (Some(999), None),
            (Some(-1), Some(Problem::TooSmall)),
            (Some(1_000), Some(Problem::TooLarge)),
        ] {
            let found = problems(&Profile { max_open: limit, ..profile() });
            assert_eq!(found.first().map(|(_, problem)| *problem), expected, "{limit:?}");
        }
    }

    #[test]
    fn an_address_is_checked_unless_it_is_empty() {
        for (email, is_taken) in [
            ("", true),
            ("nadia@shop.example", true),
            ("নাদিয়া@shop.example", true),
            ("nadia", false),
            ("@", false),
            ("a b@c", false),
        ] {
            assert_eq!(problems(&Profile { email: email.to_owned(), ..profile() }).is_empty(), is_taken, "{email}");
        }
    }

    #[test]
    fn a_customer_is_not_a_team_member() {
        assert_eq!(problems(&Profile { role: Role::Customer, ..profile() }), [("role".to_owned(), Problem::Invalid)]);
    }
}

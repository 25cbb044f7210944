//! The texts of the team's pages.

use crate::model::language::Language;

/// The texts in one language.
pub struct TeamTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub invite: &'static str,
    pub back: &'static str,
    pub admin: &'static str,
    pub agent: &'static str,
    pub invited: &'static str,
    pub disabled: &'static str,
    pub online: &'static str,
    pub offline: &'static str,
    open_of: (&'static str, &'static str),
    open: &'static str,
    pub order_conflict: &'static str,
    pub gone: &'static str,

    pub invite_title: &'static str,
    pub invite_hint: &'static str,
    pub invite_button: &'static str,
    pub edit_hint: &'static str,
    pub username: &'static str,
    pub username_hint: &'static str,
    pub who: &'static str,
    pub display_name: &'static str,
    pub display_name_bn: &'static str,
    pub display_name_hint: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub bio: &'static str,
    pub work: &'static str,
    pub role: &'static str,
    pub role_hint: &'static str,
    pub max_open: &'static str,
    pub max_open_hint: &'static str,
    pub last_admin: &'static str,
    pub changed_meanwhile: &'static str,

    pub picture: &'static str,

    pub access: &'static str,
    pub new_link: &'static str,
    pub new_link_hint: &'static str,
    pub link: &'static str,
    pub link_hint: &'static str,
    pub valid_until: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub select_to_copy: &'static str,
    pub end_sessions: &'static str,
    pub end_sessions_hint: &'static str,
    pub end_sessions_question: &'static str,
    pub sessions_ended: &'static str,
    pub two_factor_on: &'static str,
    pub two_factor_off: &'static str,
    pub reset_two_factor: &'static str,
    pub reset_two_factor_question: &'static str,
    pub reset_two_factor_hint: &'static str,

    pub membership: &'static str,
    pub disable: &'static str,
    pub disable_question: &'static str,
    pub disable_hint: &'static str,
    pub disabled_hint: &'static str,
    pub enable: &'static str,
    pub not_yourself: &'static str,
}

const EN: TeamTexts = TeamTexts {
    title: "Agents",
    hint: "Your team. When agents are equally busy, the one higher up gets the conversation.",
    invite: "Invite an agent",
    back: "All agents",
    admin: "Admin",
    agent: "Agent",
    invited: "Invited",
    disabled: "Disabled",
    online: "Online",
    offline: "Offline",
    open_of: (" of ", " open"),
    open: " open",
    order_conflict: "Someone else has changed the team. The list has been reloaded.",
    gone: "Agent not found.",

    invite_title: "Invite an agent",
    invite_hint: "You'll get a link to share. The new agent opens it and chooses a password.",
    invite_button: "Create link",
    edit_hint: "What customers and colleagues see, and how many conversations this agent gets.",
    username: "Username",
    username_hint: "One word, such as nadia. It can't be changed later.",
    who: "Profile",
    display_name: "Display name",
    display_name_bn: "Display name in Bangla",
    display_name_hint: "Customers see it in the chat.",
    email: "Email",
    email_hint: "For the team only.",
    bio: "Bio",
    work: "Work",
    role: "Role",
    role_hint: "Admins also change settings, quick replies and the team.",
    max_open: "Maximum open conversations",
    max_open_hint: "Empty for no limit, 0 for none.",
    last_admin: "At least one admin must be able to sign in. Make someone else an admin first.",
    changed_meanwhile: "Someone else has changed this agent. Your text is still here: save to keep \
                        yours, or discard it to load theirs.",

    picture: "Picture",

    access: "Sign-in",
    new_link: "Create a new link",
    new_link_hint: "For an agent who hasn't joined yet or has forgotten the password. The old password works until \
                    the link is used. Other sessions then end.",
    link: "Link for",
    link_hint: "Shown only once. Share it only with them.",
    valid_until: "Valid until",
    copy: "Copy",
    copied: "Copied",
    select_to_copy: "Selected. Press Ctrl+C (⌘C on a Mac) to copy.",
    end_sessions: "Sign out everywhere",
    end_sessions_hint: "Signs the agent out of every browser and app. The password stays the same.",
    end_sessions_question: "Sign this agent out everywhere?",
    sessions_ended: "Signed out everywhere.",
    two_factor_on: "Two-factor authentication is on.",
    two_factor_off: "Two-factor authentication is off.",
    reset_two_factor: "Turn off two-factor authentication",
    reset_two_factor_question: "Turn off this agent's two-factor authentication?",
    reset_two_factor_hint: "Do this if the agent has lost their phone and recovery codes. They'll be signed out everywhere \
         and sign in with their password only.",

    membership: "Membership",
    disable: "Disable",
    disable_question: "Disable this agent?",
    disable_hint: "They will be signed out. Their open and pending conversations go back to the queue. You can \
                   enable them again.",
    disabled_hint: "This agent is disabled and can't sign in. Past conversations keep the name.",
    enable: "Enable again",
    not_yourself: "You can't disable yourself. Ask another admin.",
};

const BN: TeamTexts = TeamTexts {
    title: "এজেন্ট",
    hint: "আপনার দল। কয়েকজন সমান ব্যস্ত থাকলে তালিকায় যিনি উপরে, তিনি কথোপকথনটি পান।",
    invite: "এজেন্ট আমন্ত্রণ করুন",
    back: "সব এজেন্ট",
    admin: "অ্যাডমিন",
    agent: "এজেন্ট",
    invited: "আমন্ত্রিত",
    disabled: "নিষ্ক্রিয়",
    online: "অনলাইন",
    offline: "অফলাইন",
    open_of: ("/", "টি খোলা"),
    open: "টি খোলা",
    order_conflict: "অন্য কেউ দলে বদল এনেছেন। তালিকা আবার লোড করা হয়েছে।",
    gone: "এজেন্টকে পাওয়া যায়নি।",

    invite_title: "এজেন্ট আমন্ত্রণ করুন",
    invite_hint: "আপনি একটি লিংক পাবেন, সেটি তাঁকে দিন। লিংক খুলে তিনি নিজের পাসওয়ার্ড ঠিক করবেন।",
    invite_button: "লিংক তৈরি করুন",
    edit_hint: "গ্রাহক ও সহকর্মীরা এই এজেন্টের কী দেখেন, আর তিনি কতটা কাজ নেন।",
    username: "ইউজারনেম",
    username_hint: "এক শব্দে, যেমন nadia। পরে বদলানো যায় না।",
    who: "প্রোফাইল",
    display_name: "প্রদর্শিত নাম",
    display_name_bn: "বাংলায় প্রদর্শিত নাম",
    display_name_hint: "গ্রাহকেরা চ্যাটে এটি দেখেন।",
    email: "ইমেইল",
    email_hint: "শুধু দলের জন্য।",
    bio: "পরিচিতি",
    work: "কাজ",
    role: "ভূমিকা",
    role_hint: "অ্যাডমিনরা সেটিংস, কুইক রিপ্লাই ও দলও বদলাতে পারেন।",
    max_open: "সর্বোচ্চ খোলা কথোপকথন",
    max_open_hint: "খালি রাখলে সীমা নেই, ০ দিলে একটিও নয়।",
    last_admin: "সাইন ইন করতে পারেন এমন একজন অ্যাডমিন থাকতেই হবে। আগে অন্য কাউকে অ্যাডমিন করুন।",
    changed_meanwhile: "অন্য কেউ এই এজেন্টের তথ্য বদলেছেন। আপনার লেখা এখানেই আছে: আপনারটি রাখতে সংরক্ষণ করুন, \
                        অথবা তাঁরটি দেখতে বাদ দিন।",

    picture: "ছবি",

    access: "সাইন ইন",
    new_link: "নতুন লিংক তৈরি করুন",
    new_link_hint: "যিনি এখনও যোগ দেননি বা পাসওয়ার্ড ভুলে গেছেন তাঁর জন্য। লিংক ব্যবহার না হওয়া পর্যন্ত পুরোনো পাসওয়ার্ড চলবে; \
                    তারপর অন্য সব সেশন শেষ হবে।",
    link: "যাঁর লিংক:",
    link_hint: "এটি একবারই দেখানো হয়। শুধু তাঁকেই দিন।",
    valid_until: "মেয়াদ শেষ:",
    copy: "কপি করুন",
    copied: "কপি হয়েছে",
    select_to_copy: "বাছাই করা হয়েছে। কপি করতে Ctrl+C (Mac-এ ⌘C) চাপুন।",
    end_sessions: "সব জায়গা থেকে সাইন আউট",
    end_sessions_hint: "এজেন্ট সব ব্রাউজার ও অ্যাপ থেকে সাইন আউট হবেন। পাসওয়ার্ড একই থাকবে।",
    end_sessions_question: "এই এজেন্টকে সব জায়গা থেকে সাইন আউট করবেন?",
    sessions_ended: "সব জায়গা থেকে সাইন আউট হয়েছে।",
    two_factor_on: "দুই ধাপে যাচাই চালু আছে।",
    two_factor_off: "দুই ধাপে যাচাই বন্ধ আছে।",
    reset_two_factor: "দুই ধাপে যাচাই বন্ধ করুন",
    reset_two_factor_question: "এই এজেন্টের দুই ধাপে যাচাই বন্ধ করবেন?",
    reset_two_factor_hint: "এজেন্ট ফোন ও রিকভারি কোড দুটিই হারালে এটি করুন। তিনি সব জায়গা থেকে সাইন আউট হবেন এবং শুধু পাসওয়ার্ড দিয়ে সাইন \
         ইন করবেন।",

    membership: "সদস্যপদ",
    disable: "নিষ্ক্রিয় করুন",
    disable_question: "এই এজেন্টকে নিষ্ক্রিয় করবেন?",
    disable_hint: "তিনি সাইন আউট হবেন। তাঁর খোলা ও অপেক্ষমাণ কথোপকথন আবার সারিতে যাবে। পরে আবার সক্রিয় করা যাবে।",
    disabled_hint: "এই এজেন্ট নিষ্ক্রিয়, সাইন ইন করতে পারেন না। আগের কথোপকথনে নাম থেকে যায়।",
    enable: "আবার সক্রিয় করুন",
    not_yourself: "নিজেকে নিষ্ক্রিয় করা যায় না। অন্য একজন অ্যাডমিন পারবেন।",
};

impl TeamTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns how many conversations an agent has, with the limit if there is
    /// one.
    pub fn load(&self, open: &str, most: Option<&str>) -> String {
        match most {
            Some(most) => [open, self.open_of.0, most, self.open_of.1].concat(),
            None => [open, self.open].concat(),
        }
    }
}

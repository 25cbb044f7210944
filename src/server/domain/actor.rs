//! The senders of requests. The server functions and the REST handlers make
//! these from sessions; the domain trusts them.

use crate::model::{
    customer::Customer,
    ids::{AgentId, UserId},
    role::Role,
};

/// A customer with a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerActor {
    /// The account.
    pub customer: Customer,
}

impl CustomerActor {
    /// Returns the account's id.
    pub fn user_id(&self) -> UserId {
        self.customer.id
    }
}

/// An agent with a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentActor {
    /// The account.
    pub user_id: UserId,
    /// The agent.
    pub agent_id: AgentId,
    /// The account's name.
    pub username: String,
    /// Agent or admin.
    pub role: Role,
}

impl AgentActor {
    /// Returns the agent as an admin, or none if they are not one.
    pub fn admin(self) -> Option<AdminActor> {
        self.is_admin().then_some(AdminActor(self))
    }

    /// Returns whether the agent is an admin.
    pub fn is_admin(&self) -> bool {
        self.role >= Role::Admin
    }
}

/// An agent with a session, and what the session permits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentAccess {
    /// Everything that the role permits.
    Full(AgentActor),
    /// Only setting up two-factor authentication, which the team requires.
    SetUpOnly(AgentActor),
}

impl AgentAccess {
    /// Returns the agent if the session permits everything that the role does.
    pub fn full(self) -> Option<AgentActor> {
        match self {
            Self::Full(agent) => Some(agent),
            Self::SetUpOnly(_) => None,
        }
    }

    /// Returns the agent, for use while two-factor authentication is being set
    /// up.
    pub fn agent(&self) -> &AgentActor {
        match self {
            Self::Full(agent) | Self::SetUpOnly(agent) => agent,
        }
    }

    /// Returns whether the agent must set up two-factor authentication first.
    pub fn must_set_up_two_factor(&self) -> bool {
        matches!(self, Self::SetUpOnly(_))
    }
}

/// An admin with a session: made by [`AgentActor::admin`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminActor(AgentActor);

impl AdminActor {
    /// Returns the admin as an agent.
    pub fn agent(&self) -> &AgentActor {
        &self.0
    }
}

/// Either side of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer, who sees only their own conversations.
    Customer(CustomerActor),
    /// An agent, who sees all conversations.
    Agent(AgentActor),
}

impl Actor {
    /// Returns the account's id.
    pub fn user_id(&self) -> UserId {
        match self {
            Self::Customer(customer) => customer.user_id(),
            Self::Agent(agent) => agent.user_id,
        }
    }

    /// Returns whether the actor is on the shop's side.
    pub fn is_agent(&self) -> bool {
        matches!(self, Self::Agent(_))
    }
}

impl From<CustomerActor> for Actor {
    fn from(customer: CustomerActor) -> Self {
        Self::Customer(customer)
    }
}

impl From<AgentActor> for Actor {
    fn from(agent: AgentActor) -> Self {
        Self::Agent(agent)
    }
}

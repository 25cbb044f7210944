//! Two-factor authentication: setting it up, and the code at sign-in.

mod code_form;
mod code_step;
mod proof;
mod recovery;
mod required;
mod section;
mod set_up;
mod texts;

pub use self::{
    code_form::CodeForm, code_step::CodeStepForm, required::TwoFactorRequired, section::TwoFactorSection,
    texts::TwoFactorTexts,
};

//! The parts of every form: a control with its label, hint and error, the bar
//! that saves, and the confirmation before something that cannot be undone.
//!
//! A page that edits a value of the server makes an [`EditForm`]; other pages call
//! `FieldErrors::provide()`. Each control below shows the error of the field that it is
//! named after ([`FieldErrors`]).

mod confirm;
mod control;
mod edit;
mod errors;
mod input;
mod leaving;
mod password;
mod period;
mod picture;
mod save;
mod section;
mod select;
mod suggest;
mod switch;
mod texts;
mod upload;
mod value;

pub use self::{
    confirm::ConfirmDialog,
    edit::{Draft, EditBar, EditForm, Refusal},
    errors::{FieldErrors, use_field_errors},
    input::{ColorInput, NumberInput, TextArea, TextInput},
    password::PasswordInput,
    period::PeriodInput,
    picture::PictureInput,
    save::{SaveBar, SaveState},
    section::{FormSection, SectionLinks, Sections},
    select::{Choice, SelectInput},
    suggest::SuggestInput,
    switch::Switch,
    texts::sentence,
    value::Value,
};

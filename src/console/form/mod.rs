//! The parts of every form: a control with its label, hint and error, the bar
//! that saves, and the confirmation before something that cannot be undone.
//!
//! A page calls `FieldErrors::provide()`; each control below it shows the error
//! of the field that it is named after ([`FieldErrors`]).

mod confirm;
mod control;
mod errors;
mod input;
mod leaving;
mod password;
mod period;
mod save;
mod section;
mod select;
mod suggest;
mod switch;
mod texts;

pub use self::{
    confirm::ConfirmDialog,
    errors::{FieldErrors, use_field_errors},
    input::{ColorInput, NumberInput, TextArea, TextInput},
    password::PasswordInput,
    period::PeriodInput,
    save::{SaveBar, SaveState},
    section::FormSection,
    select::{Choice, SelectInput},
    suggest::SuggestInput,
    switch::Switch,
    texts::sentence,
};

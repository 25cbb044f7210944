//! The place of the second step of signing in, whose form is loaded when it is needed.

use leptos::prelude::*;

use crate::{
    console::lazy::{CODE_FORM, PartPage},
    model::two_factor::SecondStep,
};

/// A sign-in that waits for the code, provided to the form in the context.
#[derive(Clone)]
pub struct CodeStep {
    /// The sign-in.
    pub step: SecondStep,
    /// Called if the sign-in has to start again; `true` if it has expired.
    pub on_start_again: Callback<bool>,
}

/// Shows the form for the code.
#[component]
pub fn CodeStepForm(step: SecondStep, #[prop(into)] on_start_again: Callback<bool>) -> impl IntoView {
    provide_context(CodeStep { step, on_start_again });
    view! { <PartPage part=CODE_FORM is_inside=true /> }
}

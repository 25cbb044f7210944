//! Who a visitor is, asked before the first message.

use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{chat::Chat, focus, own_texts::OwnTexts};
use crate::{
    api::customer::introduce,
    model::{
        config::Asked,
        field::FieldError,
        prechat::{Prechat, VisitorDetails},
    },
};

/// The form in the composer's place.
#[component]
pub fn PrechatForm(chat: Chat) -> impl IntoView {
    let texts = OwnTexts::of(chat.launch.language);
    let asked =
        chat.launch.config.with_untracked(|config| Prechat { name: config.prechat_name, email: config.prechat_email });
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let has_failed = RwSignal::new(false);
    let is_sending = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    focus::on_opening(chat.launch, move || form.get()?.query_selector("input").ok()??.dyn_into::<HtmlElement>().ok());
    let refuse = move |found: Vec<FieldError>| {
        errors.set(found);
        request_animation_frame(move || focus::first_invalid(form));
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_sending.get_untracked() {
            return;
        }
        let given = VisitorDetails { name: name.get_untracked(), email: email.get_untracked() };
        let details = match asked.check(&given) {
            Ok(details) => details,
            Err(found) => return refuse(found),
        };
        errors.set(Vec::new());
        has_failed.set(false);
        is_sending.set(true);
        spawn_local(async move {
            match introduce(details).await {
                Ok(()) => chat.is_introduced(),
                Err(error) if !error.fields.is_empty() => refuse(error.fields),
                Err(_) => has_failed.set(true),
            }
            is_sending.try_set(false);
        });
    };
    let field =
        move |id: &'static str, asked: Asked, kind: &'static str, label: &'static str, value: RwSignal<String>| {
            let problem = Memo::new(move |_| {
                errors.with(|errors| {
                    errors.iter().find(|error| error.field == id).map(|error| texts.details_problem(error))
                })
            });
            (asked != Asked::Off).then(|| {
            view! {
                <div class="adda-asked">
                <label for=["adda-", id].concat()>{label} {(asked == Asked::Optional).then_some(texts.optional)}</label>
                <input
                    id=["adda-", id].concat()
                    type=kind
                    name=id
                    autocomplete=id
                    aria-required=(asked == Asked::Required).to_string()
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=["adda-problem-", id].concat()
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span class="adda-asked-problem" id=["adda-problem-", id].concat()>{problem}</span>
            </div>
            }
        })
        };
    view! {
        <form class="adda-prechat" novalidate node_ref=form aria-label=texts.who_are_you on:submit=send>
            <p>{texts.who_are_you}</p>
            {field("name", asked.name, "text", texts.name, name)}
            {field("email", asked.email, "email", texts.email, email)}
            <p class="adda-asked-problem" role="alert">{move || has_failed.get().then_some(texts.details_failed)}</p>
            <button class="adda-choice adda-choice-main" type="submit">{texts.go_on}</button>
        </form>
    }
}

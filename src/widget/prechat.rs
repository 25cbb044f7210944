//! The form for the visitor's details, shown before the first message.

use super::{chat::Chat, focus, own_texts::OwnTexts, task::spawn};
use crate::{
    api::customer::calls::introduce,
    model::{
        config::Asked,
        field::FieldError,
        prechat::{Prechat, VisitorDetails},
    },
    ui::{dom::Tag, page::request_animation_frame, signals::*},
};

/// Returns the form in the composer's place.
pub fn prechat_form(chat: Chat) -> Tag {
    let texts = OwnTexts::of(chat.launch.language);
    let asked = chat
        .launch
        .config
        .with_untracked(|config| Prechat { name: config.settings.prechat_name, email: config.settings.prechat_email });
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let has_failed = RwSignal::new(false);
    let name = Field::new("name", "text", asked.name, texts.name);
    let email = Field::new("email", "email", asked.email, texts.email);
    let first = if asked.name == Asked::Off { &email } else { &name };
    focus::on_opening(chat.launch, first.input.clone());
    let form = Tag::new("form", "adda-prechat").attr("novalidate", "").attr("aria-label", texts.who_are_you);
    let given = (name.input.clone(), email.input.clone());
    let place = form.clone();
    let send = sender(chat, asked, place, errors, has_failed);
    form.on("submit", move |event| {
        event.prevent_default();
        send(VisitorDetails { name: given.0.value(), email: given.1.value() });
    })
    .child(Tag::new("p", "").text(texts.who_are_you))
    .maybe(name.row(texts, errors))
    .maybe(email.row(texts, errors))
    .child(
        Tag::new("p", "adda-asked-problem")
            .attr("role", "alert")
            .live_text(move || if has_failed.get() { texts.details_failed } else { "" }.to_owned()),
    )
    .child(Tag::new("button", "adda-choice adda-choice-main").attr("type", "submit").text(texts.go_on))
}

/// Checks and sends the details, and shows errors in the form.
fn sender(
    chat: Chat,
    asked: Prechat,
    form: Tag,
    errors: RwSignal<Vec<FieldError>>,
    has_failed: RwSignal<bool>,
) -> impl Fn(VisitorDetails) + 'static {
    let is_sending = StoredValue::new(false);
    let refuse = move |form: Tag, found: Vec<FieldError>| {
        errors.try_set(found);
        request_animation_frame(move || focus::first_invalid(form.element()));
    };
    move |given| {
        if is_sending.get_value() {
            return;
        }
        let form = form.clone();
        let details = match asked.check(&given) {
            Ok(details) => details,
            Err(found) => return refuse(form, found),
        };
        errors.set(Vec::new());
        has_failed.set(false);
        is_sending.set_value(true);
        spawn(async move {
            match introduce(details).await {
                Ok(()) => chat.stop_asking_details(),
                Err(error) if !error.fields.is_empty() => refuse(form, error.fields),
                Err(_) => {
                    has_failed.try_set(true);
                }
            }
            is_sending.try_set_value(false);
        });
    }
}

/// A field of the form.
struct Field {
    id: &'static str,
    asked: Asked,
    label: &'static str,
    input: Tag,
}

impl Field {
    fn new(id: &'static str, kind: &str, asked: Asked, label: &'static str) -> Self {
        let input = Tag::new("input", "")
            .attr("id", &["adda-", id].concat())
            .attr("type", kind)
            .attr("name", id)
            .attr("dir", "auto")
            .attr("autocomplete", id)
            .attr("aria-required", if asked == Asked::Required { "true" } else { "false" })
            .attr("aria-describedby", &["adda-problem-", id].concat());
        Self { id, asked, label, input }
    }

    /// Returns the field with its label and its error, or none if it is not
    /// used.
    fn row(self, texts: &'static OwnTexts, errors: RwSignal<Vec<FieldError>>) -> Option<Tag> {
        let Self { id, asked, label, input } = self;
        let problem = move || {
            errors
                .with(|errors| errors.iter().find(|error| error.field == id).map(|error| texts.details_problem(error)))
        };
        let optional = if asked == Asked::Optional { texts.optional } else { "" };
        let label = Tag::new("label", "").attr("for", &["adda-", id].concat()).text(label).text(optional);
        let words = Tag::new("span", "adda-asked-problem").attr("id", &["adda-problem-", id].concat());
        let words = words.live_text(move || problem().unwrap_or_default().to_owned());
        let input = input.live_attr("aria-invalid", move || problem().map(|_| "true".to_owned()));
        (asked != Asked::Off).then(|| Tag::new("div", "adda-asked").child(label).child(input).child(words))
    }
}

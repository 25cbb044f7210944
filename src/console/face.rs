//! Avatars: a picture, or initials on a colour that stays the same for a
//! person.

use leptos::prelude::*;

/// The number of colours: `.face--0` to `.face--7`.
const COLORS: i64 = 8;

/// Shows a person's picture or initials. It is decorative: the name is shown
/// beside it.
#[component]
pub fn Face(
    /// The name, for the initials.
    #[prop(into)]
    name: Signal<String>,
    /// The person's id, for the colour; none for visitors without a name.
    #[prop(into)]
    color_of: Signal<Option<i64>>,
    /// The address of the picture.
    #[prop(into, optional)]
    picture: Signal<Option<String>>,
    /// Whether it is large.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = move || {
        let color = color_of.get().map_or_else(|| "none".to_owned(), |id| id.rem_euclid(COLORS).to_string());
        let size = if large { " face--large" } else { "" };
        format!("face face--{color}{size}")
    };
    view! {
        <span class=class aria-hidden="true">
            {move || match picture.get() {
                Some(address) => view! { <img src=address alt="" /> }.into_any(),
                None => initials(&name.get()).into_any(),
            }}
        </span>
    }
}

/// Returns the first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("John Doe"), "JD");
        assert_eq!(initials("admin"), "A");
        assert_eq!(initials("নুসরাত আহমেদ"), "নআ");
        assert_eq!(initials("  Ali  ibn Khan "), "AK");
        assert_eq!(initials(""), "");
    }
}

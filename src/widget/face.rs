//! The picture of who answers.

use leptos::{either::Either, prelude::*};

/// The picture, or the name's first letter.
#[component]
pub fn Face(name: Signal<String>, picture: Signal<Option<String>>) -> impl IntoView {
    view! {
        <span class="adda-face" aria-hidden="true">
            {move || match picture.get() {
                Some(address) => Either::Left(view! { <img src=address alt="" width="40" height="40"/> }),
                None => Either::Right(initial(&name.get())),
            }}
        </span>
    }
}

/// The first letter. In Bangla with the vowel sign that belongs to it, which
/// cannot stand alone.
fn initial(name: &str) -> String {
    let mut letters = name.trim().chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    let signs =
        letters.take_while(|letter| matches!(letter, '\u{0981}'..='\u{0983}' | '\u{09BC}' | '\u{09BE}'..='\u{09CC}'));
    first.unwrap_or_default() + &signs.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn an_initial_is_what_a_reader_sees_as_one_letter() {
        assert_eq!(initial("admin"), "A");
        assert_eq!(initial("রকমারি"), "র");
        assert_eq!(initial("শিশির"), "শি");
        assert_eq!(initial("  "), "");
    }
}

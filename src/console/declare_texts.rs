//! Declares texts in both languages, side by side.

/// Declares a struct of texts: `name = "English", "বাংলা";`, with a type if the text is not
/// one `&str`. The labels are also found by name, with `label`.
///
/// A text that is missing in one of the languages does not compile.
macro_rules! texts {
    (
        $(#[$meta:meta])*
        $vis:vis struct $Texts:ident;
        labels { $($label:ident = $label_en:expr, $label_bn:expr;)* }
        texts { $($text:ident $(: $type:ty)? = $en:expr, $bn:expr;)* }
    ) => {
        $(#[$meta])*
        $vis struct $Texts {
            $(pub $label: &'static str,)*
            $(pub $text: $crate::console::declare_texts::text_type!($($type)?),)*
        }

        impl $Texts {
            /// Returns the texts in a language.
            pub const fn of(language: $crate::model::language::Language) -> &'static Self {
                const EN: $Texts = $Texts { $($label: $label_en,)* $($text: $en,)* };
                const BN: $Texts = $Texts { $($label: $label_bn,)* $($text: $bn,)* };
                match language {
                    $crate::model::language::Language::En => &EN,
                    $crate::model::language::Language::Bn => &BN,
                }
            }

            /// Returns a label by its name.
            fn label(&self, name: &str) -> Option<&'static str> {
                match name {
                    $(stringify!($label) => Some(self.$label),)*
                    _ => None,
                }
            }
        }
    };
}

/// The type of a text: a `&str` unless another one is given.
macro_rules! text_type {
    () => { &'static str };
    ($type:ty) => { $type };
}

pub(crate) use {text_type, texts};

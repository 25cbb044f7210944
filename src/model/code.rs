//! Enums whose variants are words in the database and in the API.

/// Implements `ALL`, `code`, `Display` and `FromStr` for an enum that derives strum's `EnumCount`,
/// `IntoStaticStr` and `VariantArray`. With `unknown`, it also implements how browsers read the
/// enum. A page stays open while the server is updated, so a browser may get an unknown word. It
/// reads the word as that variant. Otherwise it could not read the response that contains the word.
/// The server rejects such words, and derives `Deserialize`.
macro_rules! code_text {
    ($name:ident, unknown: $unknown:ident) => {
        code_text!($name);

        impl $name {
            /// Returns the variant of a word that the server has sent.
            pub fn of_word(word: &str) -> Self {
                word.parse().unwrap_or(Self::$unknown)
            }
        }

        impl crate::wire::Read for $name {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_string().map(|word| Self::of_word(&word))
            }
        }

        impl crate::wire::Write for $name {
            fn write(&self) -> wasm_bindgen::JsValue {
                self.code().into()
            }
        }

        #[cfg(not(feature = "ssr"))]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::of_word(&String::deserialize(deserializer)?))
            }
        }
    };
    ($name:ident) => {
        impl $name {
            /// All variants, in the order of their declaration, in which they are also offered.
            pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = {
                match <Self as strum::VariantArray>::VARIANTS.first_chunk() {
                    Some(all) => *all,
                    None => unreachable!(),
                }
            };

            /// Returns the variant's word in the database, in addresses and in the API.
            pub fn code(self) -> &'static str {
                self.into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::model::ids::InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.code() == text).ok_or(crate::model::ids::InvalidId)
            }
        }
    };
}
pub(crate) use code_text;

#[cfg(all(test, not(feature = "ssr")))]
mod tests {
    use serde::{
        Deserialize,
        de::{IntoDeserializer, value::Error},
    };

    use crate::model::{conversation::Status, error::ErrorCode, message::MessageType};

    fn read<'de, T: Deserialize<'de>>(word: &'de str) -> Result<T, Error> {
        T::deserialize(word.into_deserializer())
    }

    #[test]
    fn a_word_of_a_newer_server_is_read_as_a_usual_one() {
        assert_eq!(read("snoozed"), Ok(Status::Open));
        assert_eq!(read("card"), Ok(MessageType::Text));
        assert_eq!(read("too_early"), Ok(ErrorCode::Internal));
    }

    #[test]
    fn each_known_word_is_read_as_itself() {
        for status in Status::ALL {
            assert_eq!(read(status.code()), Ok(status));
        }
        for code in ErrorCode::ALL {
            assert_eq!(read(code.code()), Ok(code));
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests_of_serde {
    use crate::model::{
        attachment::AttachmentKind,
        audit::{Action, Subject},
        config::{Asked, WidgetPosition},
        conversation::{Priority, Status},
        error::ErrorCode,
        field::Problem,
        identity::IdentityRejection,
        language::Language,
        message::MessageType,
        role::Role,
        view::Sort,
    };

    #[test]
    fn the_word_in_json_is_the_word_in_the_database() {
        macro_rules! agree {
            ($($name:ident),+) => {
                $(for value in $name::ALL {
                    let json = serde_json::to_value(value).expect("a word");
                    assert_eq!(json, value.code(), stringify!($name));
                    assert_eq!(value.code().parse(), Ok(value));
                })+
            };
        }
        agree!(
            Action,
            Asked,
            AttachmentKind,
            ErrorCode,
            IdentityRejection,
            Language,
            MessageType,
            Priority,
            Problem,
            Role,
            Sort,
            Status,
            Subject,
            WidgetPosition
        );
    }
}

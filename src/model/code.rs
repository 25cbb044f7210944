//! Enums whose variants are words in the database and in the API.

/// Gives an enum with `ALL` and `code()` its `Display` and `FromStr`.
macro_rules! code_text {
    ($name:ident) => {
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

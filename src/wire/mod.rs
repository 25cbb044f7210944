//! Reads and writes JSON for the server and for storage, field by field. The browser parses it into
//! objects, because a parser would be a third of the widget's size. Types derive [`Read`] and
//! [`Write`] beside serde's traits; enums of words get them from `model::code`.

mod read;
mod write;

pub use adda_macros::{Read, Write};

pub(crate) use self::read::{field, field_or_default};
pub use self::{
    read::{Read, WithOriginal, parse},
    write::{Body, Write, stringify},
};

//! Reads JSON from the server and from storage field by field, out of the
//! objects that the browser parses: a parser of the widget's own would be a
//! third of its size. Types derive [`Read`] and [`Write`] beside serde's traits;
//! enums of words get them from `model::code`.

mod read;
mod write;

pub use adda_macros::{Read, Write};

pub(crate) use self::read::{field, field_or_default};
pub use self::{
    read::{Read, WithOriginal, parse},
    write::{Body, Write, stringify},
};

//! Reads JSON from the server and from storage field by field, out of the
//! objects that the browser parses: a parser of the widget's own would be a
//! third of its size. The names of fields and words are those of the types.

mod read;
mod types;
mod write;

pub(crate) use self::read::{field, reads_fields};
pub use self::{
    read::{Read, WithOriginal, parse},
    write::{Body, Write, stringify},
};

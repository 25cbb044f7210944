//! What the server and the storage send as JSON, read field by field from what
//! the browser makes of it: a parser of the program's own would be a third of
//! the widget. The names of fields and words are those of the types.

mod read;
mod types;
mod write;

pub(crate) use self::read::{field, reads_fields};
pub use self::{
    read::{Read, WithOriginal, parse},
    write::{Body, Write, stringify},
};

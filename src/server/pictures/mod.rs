//! Pictures made from pictures that somebody sent: small forms to show in a
//! conversation, squares to show as a face. Whatever is sent, the memory that
//! this takes has a bound.

mod decode;
mod encode;
mod metadata;
#[cfg(test)]
mod properties;
mod turns;

use std::sync::Arc;

use bytes::Bytes;
use image::{
    DynamicImage,
    imageops::FilterType,
    metadata::Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH},
};
use tokio::sync::Semaphore;

use self::{
    decode::Decoded,
    encode::encode,
    turns::{Turn, Turns},
};
pub use self::{
    encode::{Encoded, Form},
    turns::Sender,
};

/// The longest side of a thumbnail: sharp on a screen with two pixels for one.
const THUMBNAIL: u32 = 640;
/// The side of an agent's picture.
const SQUARE: u32 = 256;
/// How many pictures that come from a browser are in memory at the same time. More
/// than the one that is worked on, so that a slow line does not hold up the
/// others.
const RECEIVED_AT_ONCE: usize = 4;

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is damaged, or no picture at all.
    #[error("the picture cannot be read")]
    Unreadable,
    /// It has more pixels than are worked on.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Too many others wait to be worked on.
    #[error("too many pictures wait to be worked on")]
    Busy,
}

/// What becomes of the metadata of a picture that is stored: where and when it was
/// taken, by which camera, and what was written into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metadata {
    /// It is taken out.
    #[default]
    Removed,
    /// It stays.
    Kept,
}

/// A picture's size as people see it, and a smaller form of it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The smaller form.
    pub thumbnail: Encoded,
    /// The picture itself without metadata; none if it has none or keeps it.
    pub stripped: Option<Bytes>,
}

/// The one workbench, for one picture at a time: each may need as much memory as
/// `decode` allows. Cheap to clone; all clones are the same. A file is read into
/// memory only when it is its turn, so that many uploads at once need no more
/// memory than a few.
#[derive(Clone)]
pub struct Pictures {
    turns: Turns,
    receiving: Arc<Semaphore>,
    metadata: Metadata,
}

impl Pictures {
    /// Makes a free workbench.
    pub fn new(metadata: Metadata) -> Self {
        Self { turns: Turns::default(), receiving: Arc::new(Semaphore::new(RECEIVED_AT_ONCE)), metadata }
    }

    /// The size of a picture, and a form of it that fits into 640 × 640. `read`
    /// gives the file; it is not polled before its turn, and must not wait for a
    /// client.
    ///
    /// # Errors
    /// If the picture cannot be decoded or has too many pixels, too many wait, or
    /// `read` fails.
    pub async fn preview<E: From<PictureError>>(
        &self,
        sender: Sender,
        read: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<Preview, E> {
        let turn = self.turns.wait(sender).await?;
        let bytes = read.await?;
        let metadata = self.metadata;
        Ok(work(turn, move || preview(&bytes, metadata)).await?)
    }

    /// The middle of a picture, as a square of 256 × 256. `receive` gives the
    /// file as a client sends it; it is not polled before its turn, and has to
    /// end in time.
    ///
    /// # Errors
    /// If the picture cannot be decoded or has too many pixels, or `receive`
    /// fails.
    pub async fn square<E: From<PictureError>>(
        &self,
        sender: Sender,
        receive: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<Encoded, E> {
        let _receiving = self.receiving.acquire().await.map_err(|_| PictureError::Busy)?;
        let bytes = receive.await?;
        let turn = self.turns.wait(sender).await?;
        Ok(work(turn, move || square(&bytes)).await?)
    }
}

impl Default for Pictures {
    fn default() -> Self {
        Self::new(Metadata::default())
    }
}

/// Works apart from the threads that answer requests.
async fn work<T: Send + 'static>(
    turn: Turn,
    work: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Result<T, PictureError> {
    let worked = tokio::task::spawn_blocking(move || {
        let result = work();
        // Not sooner: a client that waits for the result may give up, and the
        // work goes on.
        drop(turn);
        result
    });
    // A decoder that panics has met something that it cannot read.
    worked.await.unwrap_or(Err(PictureError::Unreadable))
}

fn preview(bytes: &[u8], metadata: Metadata) -> Result<Preview, PictureError> {
    let Decoded { image, orientation } = decode::decode(bytes)?;
    let (width, height) = (image.width(), image.height());
    let mut small = if width.max(height) > THUMBNAIL { image.thumbnail(THUMBNAIL, THUMBNAIL) } else { image };
    // After scaling: turning makes a copy.
    small.apply_orientation(orientation);
    let stripped = match metadata {
        Metadata::Removed => metadata::strip(bytes, orientation).map(Bytes::from),
        Metadata::Kept => None,
    };
    let is_turned = matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    let (width, height) = if is_turned { (height, width) } else { (width, height) };
    Ok(Preview { width, height, thumbnail: encode(&small)?, stripped })
}

fn square(bytes: &[u8]) -> Result<Encoded, PictureError> {
    let Decoded { image, orientation } = decode::decode(bytes)?;
    let side = image.width().min(image.height());
    let (left, top) = ((image.width() - side) / 2, (image.height() - side) / 2);
    let middle = image.crop_imm(left, top, side, side);
    let mut square: DynamicImage = middle.resize_exact(SQUARE, SQUARE, FilterType::CatmullRom);
    square.apply_orientation(orientation);
    encode(&square)
}

#[cfg(test)]
mod tests;

//! Makes thumbnails of pictures in conversations, and square pictures of
//! agents. The memory for that is limited, regardless of the pictures that are
//! sent.

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

/// The maximum side of a thumbnail, in pixels: sharp on a screen with two device
/// pixels per pixel.
const THUMBNAIL: u32 = 640;
/// The side of an agent's picture, in pixels.
const SQUARE: u32 = 256;
/// The maximum number of agents' pictures that are received into memory at the same time.
/// It is more than one, so that a slow connection does not hold up the others.
const RECEIVED_AT_ONCE: usize = 4;

/// Why a picture is not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is damaged, or not a picture.
    #[error("the picture cannot be read")]
    Unreadable,
    /// It has too many pixels.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Too many others wait to be processed.
    #[error("too many pictures wait to be worked on")]
    Busy,
}

/// Whether a stored picture keeps its metadata: where and when it was taken, with which
/// camera, and texts in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metadata {
    /// It is removed.
    #[default]
    Removed,
    /// It is kept.
    Kept,
}

/// A picture's size after orientation, and its thumbnail.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The thumbnail.
    pub thumbnail: Encoded,
    /// The picture itself without metadata; none if it has none or keeps it.
    pub stripped: Option<Bytes>,
}

/// Processes one picture at a time, because each may need as much memory as `decode`
/// allows. Cheap to clone; all clones share one queue. A file is read into memory
/// only when its turn comes, so that many uploads at once need no more memory than a
/// few.
#[derive(Clone)]
pub struct Pictures {
    turns: Turns,
    receiving: Arc<Semaphore>,
    metadata: Metadata,
}

impl Pictures {
    /// Makes an instance on which no picture waits.
    pub fn new(metadata: Metadata) -> Self {
        Self { turns: Turns::default(), receiving: Arc::new(Semaphore::new(RECEIVED_AT_ONCE)), metadata }
    }

    /// Returns the size of a picture, and a thumbnail that fits into 640 × 640. `read`
    /// provides the file; it is not polled before its turn, and must not wait for a
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

    /// Returns the middle of a picture, as a square of 256 × 256. `receive`
    /// provides the file as a client sends it; it is not polled before its
    /// turn, and must have a timeout.
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

/// Runs work on a separate thread, so that the threads that answer requests are
/// not blocked.
async fn work<T: Send + 'static>(
    turn: Turn,
    work: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Result<T, PictureError> {
    let worked = tokio::task::spawn_blocking(move || {
        let result = work();
        // Not earlier: a client that waits for the result may give up, but the
        // work continues.
        drop(turn);
        result
    });
    // A decoder that panics cannot read the picture.
    worked.await.unwrap_or(Err(PictureError::Unreadable))
}

fn preview(bytes: &[u8], metadata: Metadata) -> Result<Preview, PictureError> {
    let Decoded { image, orientation } = decode::decode(bytes)?;
    let (width, height) = (image.width(), image.height());
    let mut small = if width.max(height) > THUMBNAIL { image.thumbnail(THUMBNAIL, THUMBNAIL) } else { image };
    // After scaling, because turning makes a copy.
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

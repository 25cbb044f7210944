//! The content of each page.

mod book;
mod books;
mod not_found;
mod orders;
mod rent;

pub use book::BookPage;
pub use books::BooksPage;
pub use not_found::NotFoundPage;
pub use orders::OrdersPage;
pub use rent::RentPage;

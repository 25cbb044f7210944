//! The texts of the shop, in both languages.

use super::bilingual::{Bilingual, both};

/// The shop's name.
pub const SHOP: Bilingual = both("Boi Bazaar", "বই বাজার");
/// For screen readers and search engines.
pub const DESCRIPTION: Bilingual = both(
    "Classics in Bangla and English, to buy or to rent. A demonstration shop with live support by Adda.",
    "বাংলা ও ইংরেজি চিরায়ত বই, কিনুন বা ভাড়া নিন। আড্ডার সরাসরি সহায়তাসহ একটি নমুনা দোকান।",
);
/// The link that skips the header.
pub const SKIP: Bilingual = both("Skip to the content", "মূল অংশে যান");

/// The navigation's name.
pub const NAVIGATION: Bilingual = both("Shop", "দোকান");
/// The list of books.
pub const BOOKS: Bilingual = both("Books", "বই");
/// The prices of rentals.
pub const RENT: Bilingual = both("Rent", "ভাড়া");
/// The customer's orders.
pub const MY_ORDERS: Bilingual = both("My orders", "আমার অর্ডার");
/// The language switch's name.
pub const LANGUAGE: Bilingual = both("Language", "ভাষা");

/// The button that opens the list of demo customers.
pub const SIGN_IN: Bilingual = both("Sign in as a demo customer", "ডেমো গ্রাহক হিসেবে সাইন ইন");
/// The heading of the list of demo customers.
pub const SIGN_IN_AS: Bilingual = both("Who would you like to be?", "কার পরিচয়ে ঢুকবেন?");
/// The button that signs the demo customer out.
pub const SIGN_OUT: Bilingual = both("Sign out", "সাইন আউট");

/// Above the list of books.
pub const HEADLINE: Bilingual = both("Books that stay with you", "যে বই সঙ্গে থেকে যায়");
/// Below the headline.
pub const HEADLINE_MORE: Bilingual =
    both("A dozen classics, at your door in a few days.", "এক ডজন চিরায়ত বই, কয়েক দিনেই আপনার দরজায়।");

/// The heading of the introduction.
pub const ABOUT: Bilingual = both("This shop is a demonstration", "এটি একটি নমুনা দোকান");
/// The introduction in a sentence.
pub const ABOUT_MORE: Bilingual = both(
    "See how Adda, live support for shops, feels for customers and for the team.",
    "দোকানের সরাসরি সহায়তা আড্ডা গ্রাহক আর দলের কাছে কেমন লাগে, দেখে নিন।",
);
/// The first thing to try.
pub const TRY_CHAT: Bilingual = both("Open the chat in the corner and ask something.", "কোণের চ্যাট খুলে কিছু জিজ্ঞাসা করুন।");
/// The next thing to try, before the link to the console.
pub const TRY_CONSOLE: Bilingual = both("Answer as the team:", "দলের হয়ে উত্তর দিন:");
/// The link to the console.
pub const OPEN_CONSOLE: Bilingual = both("open the console", "কনসোল খুলুন");
/// The last thing to try.
pub const TRY_SIGN_IN: Bilingual = both(
    "Sign in as a demo customer: the team then sees who is asking.",
    "ডেমো গ্রাহক হিসেবে সাইন ইন করুন: তখন দল দেখতে পায় কে লিখছেন।",
);

/// The year of the first edition.
pub const FIRST_PUBLISHED: Bilingual = both("First published", "প্রথম প্রকাশ");
/// The language of the original.
pub const WRITTEN_IN: Bilingual = both("Written in", "মূল ভাষা");
/// English, as a language that books are written in.
pub const ENGLISH: Bilingual = both("English", "ইংরেজি");
/// Bangla, as a language that books are written in.
pub const BANGLA: Bilingual = both("Bangla", "বাংলা");
/// Buying, where a price follows.
pub const BUY: Bilingual = both("Buy", "কিনুন");
/// How long delivery takes.
pub const DELIVERY: Bilingual = both(
    "Delivery takes 2 to 5 working days in Dhaka and 3 to 7 elsewhere. Free for orders above ৳\u{a0}1,000.",
    "ঢাকায় ২ থেকে ৫, ঢাকার বাইরে ৩ থেকে ৭ কার্যদিবসে ডেলিভারি। ১,০০০ টাকার উপরে অর্ডারে ফ্রি।",
);
/// The hint on the chat.
pub const ASK: Bilingual =
    both("Not sure about the edition? Ask us in the chat.", "কোন সংস্করণ নেবেন বুঝতে পারছেন না? চ্যাটে জিজ্ঞাসা করুন।");
/// Above other books.
pub const MORE_BOOKS: Bilingual = both("Next on the shelf", "তাকের পরের বই");

/// Above the prices of rentals.
pub const RENT_HEADLINE: Bilingual = both("Rent a book", "বই ভাড়া নিন");
/// How renting works.
pub const RENT_MORE: Bilingual = both(
    "Keep it for 7, 14 or 30 days, then send it back with the same courier.",
    "৭, ১৪ বা ৩০ দিন রাখুন, তারপর একই কুরিয়ারে ফেরত পাঠান।",
);
/// The heading of the column of books.
pub const BOOK: Bilingual = both("Book", "বই");

/// The invitation to sign in before orders can be shown.
pub const ORDERS_INVITATION: Bilingual = both(
    "Sign in to see your orders. Both demo customers have some.",
    "অর্ডার দেখতে সাইন ইন করুন। দুই ডেমো গ্রাহকেরই কিছু অর্ডার আছে।",
);
/// The hint on the chat, under the orders.
pub const ORDERS_HELP: Bilingual =
    both("Problem with an order? Send us its number in the chat.", "অর্ডারে কোনো সমস্যা? চ্যাটে অর্ডার নম্বরটি জানান।");
/// The link to the customer's conversations with support.
pub const PAST_CONVERSATIONS: Bilingual = both("Your conversations with support", "সহায়তার সঙ্গে আপনার কথোপকথন");
/// The label before the price of an order.
pub const TOTAL: Bilingual = both("Total", "মোট");

/// The heading of the page for unknown addresses.
pub const NOT_FOUND: Bilingual = both("Page not found", "পাতাটি পাওয়া যায়নি");
/// The advice on the page for unknown addresses.
pub const NOT_FOUND_MORE: Bilingual =
    both("The link may be wrong, or the book may have left the shelf.", "লিংকে ভুল থাকতে পারে, কিংবা বইটি আর তাকে নেই।");
/// The link to the books.
pub const TO_THE_BOOKS: Bilingual = both("See all books", "সব বই দেখুন");
/// The text in the footer.
pub const FOOTER: Bilingual =
    both("A demonstration of Adda. Nothing here is for sale.", "আড্ডার একটি নমুনা। এখানে কিছুই বিক্রির জন্য নয়।");

//! Sends requests to the whole server with the shop enabled.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum_test::{TestResponse, TestServer};
use clap::Parser;
use leptos::config::LeptosOptions;
use tempfile::TempDir;

use super::{
    catalogue::BOOKS,
    customers::DemoCustomer,
    support::{Support, SupportDesk},
    visit::Visit,
};
use crate::{
    model::language::Language,
    server::{
        app,
        config::{Config, Settings},
        domain::desk::Desk,
        start,
    },
};

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// A server with an empty database, and its folder.
struct Shop {
    server: TestServer,
    desk: Desk,
    _folder: TempDir,
}

impl Shop {
    async fn open(flags: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let line = ["adda", "--demo-shop", "--data-dir", folder.path().to_str().unwrap()];
        let settings = Flags::try_parse_from(line.iter().chain(flags)).unwrap().settings;
        let config = Config::check(settings).unwrap();
        let desk = start::open_desk(&config).await.unwrap();
        start::prepare(&desk, &config).await.unwrap();
        let options = LeptosOptions::builder().output_name("adda").build();
        let router = app::router(app::state(desk.clone(), Arc::new(config), options));
        Self { server: TestServer::builder().save_cookies().build(router), desk, _folder: folder }
    }

    async fn get(&self, address: &str) -> TestResponse {
        self.server.get(address).await
    }

    async fn sign_in(&self, customer: &str) -> TestResponse {
        self.server.post("/shop/sign-in").form(&[("customer", customer), ("return_to", "/orders")]).await
    }
}

#[tokio::test]
async fn the_list_shows_every_book_and_needs_no_script_of_its_own() {
    let page = Shop::open(&[]).await.get("/").await;
    page.assert_status_ok();
    let html = page.text();
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    for book in &BOOKS {
        assert!(html.contains(&format!("href=\"/books/{}\"", book.slug)), "{}", book.slug);
    }
    assert!(html.contains("data-island="), "the widget is missing");
    assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains("<script>"));
}

#[tokio::test]
async fn an_unknown_book_is_not_found() {
    let shop = Shop::open(&[]).await;
    for address in ["/books/no-such-book?lang=bn", "/boks"] {
        let page = shop.get(address).await;
        page.assert_status(StatusCode::NOT_FOUND);
        page.assert_text_contains("পাতাটি পাওয়া যায়নি");
    }
    // Programs still get an answer that they can parse.
    assert!(shop.get("/support/api/nothing").await.text().starts_with("{\"error\""));
}

#[tokio::test]
async fn a_picked_language_is_remembered() {
    let shop = Shop::open(&[]).await;
    shop.get("/books/devdas").await.assert_text_contains("<html lang=\"en\">");
    shop.get("/books/devdas?lang=bn").await.assert_text_contains("৳\u{a0}২৩০");
    shop.get("/books/devdas").await.assert_text_contains("<html lang=\"bn\">");
}

#[tokio::test]
async fn a_demo_customer_sees_orders_until_signing_out() {
    let shop = Shop::open(&[]).await;
    shop.get("/orders").await.assert_text_contains("Sign in to see your orders.");

    let back = shop.sign_in("john").await;
    back.assert_status(StatusCode::SEE_OTHER);
    back.assert_header(header::LOCATION, "/orders");
    let orders = shop.get("/orders").await;
    orders.assert_text_contains("ORDER-12345");
    orders.assert_header(header::CACHE_CONTROL, "private, no-store");

    let back = shop.server.post("/shop/sign-out").form(&[("return_to", "//elsewhere.example")]).await;
    back.assert_header(header::LOCATION, "/");
    assert_eq!(back.cookie("adda_session").value(), "", "the widget's session stays");
    shop.get("/orders").await.assert_text_contains("Sign in to see your orders.");
}

#[tokio::test]
async fn no_other_account_can_sign_in() {
    Shop::open(&[]).await.sign_in("admin").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn cookies_are_for_https_alone_where_browsers_use_it() {
    for (url, secure) in [("https://shop.example", true), ("http://shop.example", false)] {
        let back = Shop::open(&["--public-url", url]).await.sign_in("nusrat").await;
        let cookie = back.cookie("adda_shop_customer");
        assert_eq!(cookie.secure().unwrap_or(false), secure, "{url}");
        assert_eq!(cookie.http_only(), Some(true));
    }
}

#[tokio::test]
async fn support_believes_the_shop_who_its_customer_is() {
    let shop = Shop::open(&[]).await;
    for (customer, name) in [(DemoCustomer::John, "John Doe"), (DemoCustomer::Nusrat, "নুসরাত আহমেদ")]
    {
        let visit =
            Visit { language: Language::En, language_picked: false, customer: Some(customer), path: "/".into() };
        let support = Support::of(&SupportDesk::Here(Box::new(shop.desk.clone())), &visit).await.unwrap();
        let token = support.past_conversations().unwrap().unwrap();
        let (_, actor) = shop.desk.access().identify(&token, None).await.unwrap();
        assert_eq!((actor.customer.name.as_str(), actor.customer.is_anonymous), (name, false));
    }
}

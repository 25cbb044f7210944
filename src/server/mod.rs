//! The server: the domain, and its doors (server functions, REST, pages).

pub mod answer;
pub mod api;
pub mod app;
pub mod assets;
pub mod auth;
pub mod body;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod domain;
pub mod entity;
pub mod files;
mod folder;
pub mod health;
mod joining;
pub mod language;
pub mod links;
mod multipart;
pub mod pages;
pub mod pictures;
pub mod rest;
pub mod start;
pub mod state;
pub mod storage;
mod throttle;
mod time_limit;
mod upkeep;

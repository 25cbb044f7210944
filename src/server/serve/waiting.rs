//! Waits for the database server at start, and meanwhile responds that it is not ready.

use std::{convert::Infallible, sync::Arc, time::Duration};

use hyper::{Request, Response, StatusCode, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use sea_orm::DbErr;
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep, timeout},
};

use super::{Listener, PAUSE, stream::Stream};
use crate::server::{answer::RETRY_AFTER, domain::database::is_absent};

/// How long to wait between two attempts.
const RETRY_INTERVAL: Duration = Duration::from_secs(1);
/// How often the log repeats that the server waits for the database.
const LOG_EVERY: Duration = Duration::from_secs(30);
/// How many connections are answered at a time in the meantime.
const CONNECTIONS: usize = 256;
/// How long each may take.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(5);
/// The body of all responses in the meantime.
const NOT_READY_BODY: &str = r#"{"error":"The server waits for its database.","code":"unavailable"}"#;

/// Calls `connect` once a second until the database server is available.
/// Requests are answered with 503 in the meantime, those for `/healthz` with 200.
///
/// # Errors
/// The first error that is not temporary, such as a wrong password.
pub async fn wait_for_database<T, F: Future<Output = Result<T, DbErr>>>(
    listener: &Listener,
    first: DbErr,
    connect: impl Fn() -> F,
) -> Result<T, DbErr> {
    let connecting = async {
        let began = Instant::now();
        let (mut logged_at, mut error) = (None::<Instant>, first);
        loop {
            if logged_at.is_none_or(|at| at.elapsed() >= LOG_EVERY) {
                logged_at = Some(Instant::now());
                let seconds = began.elapsed().as_secs();
                tracing::warn!(%error, seconds, "the database server is not up yet: waiting for it");
            }
            sleep(RETRY_INTERVAL).await;
            match connect().await {
                Err(again) if is_absent(&again) => error = again,
                connected => return connected,
            }
        }
    };
    tokio::select! {
        connected = connecting => {
            if connected.is_ok() {
                tracing::info!("the database server is up");
            }
            connected
        }
        never = answer_not_ready(listener) => match never {},
    }
}

/// Answers all requests that the server is not ready yet.
async fn answer_not_ready(listener: &Listener) -> Infallible {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                let opening = listener.secure(stream);
                tokio::spawn(async move {
                    let _place = place;
                    if let Some(stream) = opening.open(CONNECTION_TIMEOUT).await {
                        drop(timeout(CONNECTION_TIMEOUT, answer(stream)).await);
                    }
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Answers one request.
async fn answer(stream: Stream) {
    let service = service_fn(|request: Request<Incoming>| async move {
        let is_alive = request.uri().path().trim_end_matches('/') == "/healthz";
        let (status, body) =
            if is_alive { (StatusCode::OK, "ok") } else { (StatusCode::SERVICE_UNAVAILABLE, NOT_READY_BODY) };
        let mut response = Response::new(body.to_owned());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        let kind = if is_alive { "text/plain" } else { "application/json" };
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        if !is_alive {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER.into());
        }
        Ok::<_, Infallible>(response)
    });
    // A client that disconnects is not an error.
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).keep_alive(false);
    drop(builder.serve_connection(TokioIo::new(stream), service).await);
}

//! A connection to PostgreSQL that breaks after a number of statements, as if the client process
//! had been killed.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
    task::JoinHandle,
};
use url::Url;

/// The first message of a client, which asks whether the server supports encryption.
const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();

/// Accepts connections, forwards each one to the server of `url`, and breaks it at statement number
/// `after`. If `after` is odd, the server still receives that statement. Returns the address to
/// connect to.
pub async fn cut_after(url: &str, after: usize) -> (String, JoinHandle<()>) {
    let mut url: Url = url.parse().unwrap();
    let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
    let serving = tokio::spawn(async move {
        // Each connection counts its own statements. Only one is open at a time.
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(serve(client, server, after));
        }
    });
    (url.into(), serving)
}

async fn serve(client: TcpStream, server: TcpStream, after: usize) {
    let (from_client, mut to_client) = client.into_split();
    let (mut from_server, to_server) = server.into_split();
    tokio::select! {
        () = forward(from_client, to_server, after) => {}
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
    }
    // Both sockets are dropped, which breaks the connection.
}

/// Forwards messages up to statement number `after`.
async fn forward(mut client: OwnedReadHalf, mut server: OwnedWriteHalf, after: usize) {
    let mut statements = 0;
    let mut is_started = false;
    loop {
        // https://www.postgresql.org/docs/current/protocol-message-formats.html
        let kind = if is_started { client.read_u8().await.ok() } else { Some(0) };
        let (Some(kind), Ok(length)) = (kind, client.read_u32().await) else { return };
        let mut body = vec![0; length as usize - 4];
        if client.read_exact(&mut body).await.is_err() {
            return;
        }
        // A simple query, or the end of a prepared one.
        if matches!(kind, b'Q' | b'S') {
            statements += 1;
        }
        let is_last = statements == after;
        if is_last && after.is_multiple_of(2) {
            return;
        }
        let mut message = Vec::new();
        if is_started {
            message.push(kind);
        } else {
            is_started = body != SSL_REQUEST;
        }
        message.extend(length.to_be_bytes());
        message.extend(body);
        if server.write_all(&message).await.is_err() || is_last {
            return;
        }
    }
}

//! `adda shop`: the demonstration shop on a separate server, as an example of any other
//! shop.

use clap::Args;

use super::{announce, error::CliError};
use crate::{
    server::{
        app,
        config::{Config, ConfigError, Origin},
        serve::{AddressLimit, serve_until_asked},
        signals::Stop,
        start::listen,
    },
    shop::{ShopState, SupportDesk},
};

/// What only this command needs.
#[derive(Args)]
pub(super) struct ShopCommand {
    /// Address of the support server
    #[arg(long, env = "ADDA_SUPPORT_URL", value_name = "URL", default_value = "http://127.0.0.1:3000")]
    support_url: String,
}

/// Serves the shop at `ADDA_ADDR` until the process is asked to end.
pub(super) async fn run(command: ShopCommand, config: Config, stop: Stop) -> Result<(), CliError> {
    let server: Origin = command.support_url.parse().map_err(|error| ConfigError::of("ADDA_SUPPORT_URL", error))?;
    let unsigned =
        || ConfigError::of("ADDA_IDENTITY_SECRET", "set it: the shop uses it to sign its customers' identities");
    let identity_secret = config.identity_secret.clone().ok_or_else(unsigned)?;
    let listener = listen("ADDA_ADDR (--addr)", &config.addr).await?;
    let support = SupportDesk::Elsewhere { server, identity_secret };
    let router = app::shop_router(ShopState { support, is_secure: config.public_url.is_https() });
    announce::say(&format!("  Shop      {}/", config.public_url));
    serve_until_asked(listener, router, AddressLimit::new(&config), stop).await;
    Ok(())
}

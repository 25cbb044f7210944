//! How the shop presents itself.

use crate::{
    model::{language::Language, settings::ChatSettings},
    server::domain::{error::DomainError, services::SettingsService},
};

/// How the shop presents itself on pages. The default is a shop without settings.
#[derive(Clone, Debug, Default)]
pub struct ShopIdentity {
    /// The name in English; may be empty.
    pub name: String,
    /// The name in Bangla; may be empty.
    pub name_bn: String,
    /// The address of the shop's site; may be empty.
    pub url: String,
    /// The address of the logo.
    pub logo: Option<String>,
}

impl ShopIdentity {
    /// Returns the name in a language, if the shop has one.
    pub fn name_in(&self, language: Language) -> Option<&str> {
        Some(language.pick(&self.name, &self.name_bn)).filter(|name| !name.is_empty())
    }
}

impl From<&ChatSettings> for ShopIdentity {
    fn from(settings: &ChatSettings) -> Self {
        let ChatSettings { shop_name, shop_name_bn, shop_url, shop_logo, .. } = settings;
        Self { name: shop_name.clone(), name_bn: shop_name_bn.clone(), url: shop_url.clone(), logo: shop_logo.clone() }
    }
}

impl SettingsService {
    /// Returns how the shop presents itself.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn shop_identity(&self) -> Result<ShopIdentity, DomainError> {
        Ok(ShopIdentity::from(&*self.presence().await?.shop))
    }
}

<?php
// Deletes the settings, with the secret, when the plugin is deleted.

declare(strict_types=1);

defined('WP_UNINSTALL_PLUGIN') || exit;

if (is_multisite()) {
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $adda_site) {
        switch_to_blog((int) $adda_site);
        delete_option('adda_settings');
        restore_current_blog();
    }
} else {
    delete_option('adda_settings');
}

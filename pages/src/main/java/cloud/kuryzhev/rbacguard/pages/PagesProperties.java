package cloud.kuryzhev.rbacguard.pages;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set of the pages.
 *
 * @param port they are served on, and nothing else is; 0 is any
 * @param idle how long a session lasts in which nothing happens
 * @param longest how long any session lasts
 */
@ConfigurationProperties("rbac-guard.pages")
public record PagesProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("8082") int port,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("8h") Duration longest,
        @DefaultValue Proxy proxy) {

    /**
     * A proxy that signs people in, and sends their token along.
     *
     * @param addresses its addresses, or networks such as 10.1.0.0/16; nobody is believed if empty
     * @param header in which it sends {@code Bearer <token>}, or the token alone
     */
    public record Proxy(
            @DefaultValue List<String> addresses,
            @DefaultValue("Authorization") String header) {}
}

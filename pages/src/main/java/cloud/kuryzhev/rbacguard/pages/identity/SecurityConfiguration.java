package cloud.kuryzhev.rbacguard.pages.identity;

import cloud.kuryzhev.rbacguard.pages.PagesProperties;
import cloud.kuryzhev.rbacguard.pages.serving.PagesPort;
import jakarta.servlet.SessionTrackingMode;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask the pages' port for what, and what a browser is told to refuse. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    SecurityFilterChain pages(HttpSecurity http, PagesPort port, SignedIn signedIn, Again again, ProxyFilter proxy) {
        return http.securityMatcher(port::tookIn)
                .authorizeHttpRequests(paths -> paths.requestMatchers("/login", "/assets/**", "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                        .frameOptions(FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(it -> it.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(again).accessDeniedHandler(again))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .addFilterBefore(new SessionFilter(signedIn), SecurityContextHolderFilter.class)
                .addFilterBefore(proxy, AnonymousAuthenticationFilter.class)
                .build();
    }

    /** Not one of all requests: a filter that is a bean would be. */
    @Bean
    FilterRegistrationBean<ProxyFilter> notBesides(ProxyFilter proxy) {
        var registration = new FilterRegistrationBean<>(proxy);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    ProxyFilter proxyFilter(PagesProperties properties, Viewers viewers, SignedIn signedIn) {
        return new ProxyFilter(properties.proxy(), viewers, signedIn);
    }

    /** In a cookie, not in a session: who is not signed in has none, so that strangers cannot fill the memory with them. */
    private static CookieCsrfTokenRepository csrfCookie() {
        var repository = new CookieCsrfTokenRepository();
        repository.setCookieName("rbac-guard-form");
        repository.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(true).sameSite("Strict").maxAge(Duration.ofDays(1)));
        return repository;
    }

    /** A cookie that no script sees, that no other site can have sent, and that goes over TLS or to the own host alone. */
    @Bean
    ServletContextInitializer sessionCookie() {
        return context -> {
            var cookie = context.getSessionCookieConfig();
            cookie.setName("rbac-guard");
            cookie.setHttpOnly(true);
            cookie.setSecure(true);
            cookie.setAttribute("SameSite", "Strict");
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        };
    }
}

package cloud.kuryzhev.rbacguard.drift.review;

import cloud.kuryzhev.rbacguard.pages.PagesConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages, where they are switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("rbac-guard.pages.enabled")
@Import(PagesConfiguration.class)
class ReviewPages {}

package cloud.kuryzhev.rbacguard.pages.browser;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.pages.PagesConfiguration;
import cloud.kuryzhev.rbacguard.pages.serving.PagesPort;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The pages in this JVM, without the drift controller. */
public final class Site implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Site(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Serves them, as {@code service} for what no viewer does. */
    public static Site start(User service, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--rbac-guard.pages.port=0",
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--rbac-guard.namespace=rbac-guard"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new Site(new SpringApplicationBuilder(Application.class)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean(
                            KubernetesClient.class,
                            service::client,
                            definition -> ((org.springframework.beans.factory.support.AbstractBeanDefinition)
                                            definition)
                                    .setDestroyMethodName(""));
                    beans.registerBean(Clock.class, Clock::systemUTC);
                })
                .run(arguments));
    }

    /** The same, and believes proxies on this host: for more visits than the form lets anybody sign in. */
    public static Site startBehindProxy(User service) {
        return start(
                service,
                "--rbac-guard.pages.proxy.addresses[0]=127.0.0.0/8",
                "--rbac-guard.pages.proxy.addresses[1]=::1");
    }

    /** Where they are: a host that browsers trust without TLS. */
    public URI uri() {
        return URI.create("http://localhost:" + context.getBean(PagesPort.class).number());
    }

    /** Of metrics and probes. */
    public int otherPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Waits until the service knows the cluster's roles and bindings. */
    public void awaitCluster() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(bean(ClusterCache.class)::hasSynced);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(bean(PolicySource.class)::hasSynced);
    }

    /** What Spring made. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration
    @Import({PagesConfiguration.class, Surroundings.class})
    static class Application {}
}

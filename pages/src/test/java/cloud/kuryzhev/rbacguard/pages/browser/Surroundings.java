package cloud.kuryzhev.rbacguard.pages.browser;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import cloud.kuryzhev.rbacguard.pages.overview.ControllerState;
import cloud.kuryzhev.rbacguard.policy.drift.AccessGap;
import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;

/** What the drift controller has at hand for the pages; not found by a scan, since it lies among the pages' packages. */
class Surroundings {

    @Bean
    ClusterCache clusterCache(KubernetesClient client) {
        return new ClusterCache(client, () -> {});
    }

    @Bean
    PolicySource policySource(KubernetesClient client) {
        return new PolicySource(client, _ -> {});
    }

    /** The shop's teams are called as their namespaces. */
    @Bean
    Owners owners() {
        Set<String> teams = Set.of("shop", "payments", "warehouse");
        return namespace ->
                namespace != null && teams.contains(namespace) ? List.of("webshop/" + namespace) : List.of();
    }

    @Bean
    ControllerState controllerState() {
        return new Leading();
    }

    /** Of a leader with one source of audit events, which has a gap. */
    private static final class Leading implements ControllerState {

        private final Instant now = Instant.now();

        @Override
        public boolean leading() {
            return true;
        }

        @Override
        public Cycle lastCycle() {
            return new Cycle(Optional.of(now), Duration.ofMillis(90), Optional.empty());
        }

        @Override
        public Optional<Instant> certificateEnds() {
            return Optional.of(now.plus(Duration.ofDays(60)));
        }

        @Override
        public Optional<ClusterGap> gap() {
            return Optional.of(
                    new ClusterGap(1_204, 2, new AccessGap(48_230, 6_120, 1_480, 84, 93, "v1.36.3, 71 resources")));
        }

        @Override
        public List<Source> sources() {
            var before = new Coverage(now.minus(Duration.ofDays(40)), now.minus(Duration.ofDays(20)), 9);
            var since = new Coverage(now.minus(Duration.ofDays(19)), now, 9);
            var heard = List.of(new Heard(before, ""), new Heard(since, "the log was rotated away"));
            return List.of(new Source(new SourceCoverage("file", heard), 0, Optional.empty()));
        }
    }
}

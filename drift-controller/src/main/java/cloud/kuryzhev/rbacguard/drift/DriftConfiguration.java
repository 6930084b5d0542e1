package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeServers;
import cloud.kuryzhev.rbacguard.drift.intake.NamedSource;
import cloud.kuryzhev.rbacguard.drift.intake.Sources;
import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KubernetesClient kubernetesClient() {
        return new KubernetesClientBuilder().build();
    }

    @Bean
    ApiServerProbe apiServerProbe(KubernetesClient client) {
        return new ApiServerProbe(client);
    }

    @Bean
    UsageStore usageStore(DriftProperties properties) {
        return UsageStore.sqlite(properties.usageStore());
    }

    @Bean
    Sources sources(IntakeProperties properties, UsageStore store, Clock clock) {
        return new Sources(properties, store, clock);
    }

    @Bean
    AuditIngests auditIngests(
            DriftProperties properties, Sources sources, UsageStore store, AuditMetrics metrics, Clock clock) {
        List<NamedSource> all = new ArrayList<>(sources.all());
        Path log = properties.auditLog();
        if (log != null) {
            var tail = new AuditLogTail(log, store, AuditLogTail.Options.DEFAULT, clock);
            all.add(new NamedSource("file", tail));
        }
        return AuditIngests.start(all, metrics);
    }

    /** Ends before the ingests do. */
    @Bean
    @DependsOn("auditIngests")
    IntakeServers intakeServers(Sources sources) {
        return sources.serve();
    }

    @Bean
    Trigger trigger() {
        return new Trigger();
    }

    @Bean
    RbacCache rbacCache(KubernetesClient client, Trigger trigger) {
        return new RbacCache(client, trigger::pull);
    }

    @Bean
    PolicySource policySource(KubernetesClient client, DriftMetrics metrics, Trigger trigger) {
        return new PolicySource(client, state -> {
            metrics.policyRead(state);
            trigger.pull();
        });
    }

    @Bean
    Leadership leadership(KubernetesClient client, DriftProperties properties, Trigger trigger) {
        return new Leadership(client, properties.namespace(), properties.identity(), trigger::pull);
    }

    @Bean
    DriftSettings driftSettings(DriftProperties properties) {
        return new DriftSettings(properties.suggestion().minimumWindow());
    }

    @Bean
    ViolationSpecs violationSpecs(KubernetesClient client) {
        return new ViolationSpecs(new Manifests(client.getKubernetesSerialization()));
    }
}

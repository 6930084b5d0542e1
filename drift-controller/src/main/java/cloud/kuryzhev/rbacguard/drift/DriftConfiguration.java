package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.backstop.BackstopStore;
import cloud.kuryzhev.rbacguard.drift.changes.ChangeSettings;
import cloud.kuryzhev.rbacguard.drift.changes.Changes;
import cloud.kuryzhev.rbacguard.drift.changes.RecentDeltas;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeServers;
import cloud.kuryzhev.rbacguard.drift.intake.NamedSource;
import cloud.kuryzhev.rbacguard.drift.intake.Sources;
import cloud.kuryzhev.rbacguard.drift.own.OwnObjects;
import cloud.kuryzhev.rbacguard.drift.own.OwnProperties;
import cloud.kuryzhev.rbacguard.drift.own.OwnWatch;
import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReader;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.DiscoverySource;
import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
        return UsageStore.open(properties.usageStore());
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

    /** Has a cycle run soon. */
    @Bean
    Runnable cycleSoon(Trigger trigger) {
        return trigger::pull;
    }

    @Bean
    OwnWatch ownWatch(
            KubernetesClient client,
            OwnProperties properties,
            BooleanSupplier leading,
            Runnable cycleSoon,
            Clock clock) {
        return new OwnWatch(new OwnObjects(client, properties, clock), leading, cycleSoon);
    }

    @Bean
    RecentDeltas recentDeltas(Clock clock) {
        return new RecentDeltas(clock);
    }

    @Bean
    ClusterCache clusterCache(KubernetesClient client, Trigger trigger, RecentDeltas deltas) {
        return new ClusterCache(client, trigger::pull, deltas);
    }

    @Bean
    Changes changes(
            UsageStore store, RecentDeltas deltas, AuditIngests ingests, DriftProperties properties, Clock clock) {
        var settings = new ChangeSettings(
                properties.changes().admission(),
                !ingests.progress().isEmpty(),
                properties.changes().retention(),
                "system:serviceaccount:" + properties.namespace() + ":rbac-auditor");
        return new Changes(store, deltas, settings, clock);
    }

    @Bean
    UsageCache usageCache(KubernetesClient client) {
        return new UsageCache(client);
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
    BooleanSupplier leading(Leadership leadership) {
        return leadership::leading;
    }

    @Bean
    BackstopStore backstopStore(KubernetesClient client, DriftProperties properties, Clock clock) {
        return new BackstopStore(client, properties.backstop().enabled(), properties.cycle(), clock);
    }

    @Bean
    CronJobs cronJobs(KubernetesClient client) {
        return new CronJobs(client);
    }

    @Bean
    ClusterFacts clusterFacts(ClusterCache cache, CronJobs jobs, KubernetesClient client, DriftProperties properties) {
        return new ClusterFacts(cache, jobs, new DiscoverySource(client), properties.cycle());
    }

    @Bean
    DriftSettings driftSettings(DriftProperties properties) {
        return new DriftSettings(
                properties.suggestion().minimumWindow(),
                properties.filed(),
                auditPolicy(properties.auditPolicy()),
                new LeastRoles.Options(
                        properties.suggestion().names(), properties.suggestion().clusterWideAfter()));
    }

    /** Wrong verdicts would be worse than none: one that is given must be usable. */
    private static Optional<AuditPolicy> auditPolicy(String source) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        return switch (AuditPolicyReader.load(source)) {
            case AuditPolicyReading.Usable usable -> Optional.of(usable.policy());
            case AuditPolicyReading.Unusable unusable ->
                throw new IllegalStateException(
                        "rbac-guard.audit-policy: the audit policy " + source + " " + unusable.problem());
        };
    }

    @Bean
    ViolationSpecs violationSpecs(DriftProperties properties) {
        return new ViolationSpecs(new Manifests(), properties.auditPolicy());
    }
}

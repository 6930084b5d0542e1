package cloud.kuryzhev.rbacguard.cli.access;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateOptions;
import cloud.kuryzhev.rbacguard.policy.access.Holder;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard what-can}. */
@Command(name = "what-can", description = "List what somebody may do, with the binding that lets them.")
public final class WhatCanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SUBJECT",
            description = "serviceaccount:NS:NAME, user:NAME, group:NAME, or a user name as the API server knows it.")
    private String subject = "";

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "A group that the subject is in, beside those that follow from what it is.")
    private Set<String> groups = Set.of();

    @Mixin
    private StateOptions state = new StateOptions();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ListFormat format = ListFormat.TABLE;

    private record Held(Binding binding, PolicyRule rule) {
        String namespace() {
            return binding.clusterWide() ? "*" : binding.key().namespace();
        }
    }

    private record Shape(String namespace, Map<String, List<String>> rule, String binding, String role) {
        static Shape of(Held it) {
            return new Shape(
                    it.namespace(),
                    RuleText.fields(it.rule()),
                    it.binding().key().toString(),
                    it.binding().roleRef().toString());
        }
    }

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        State read = state.read(console);
        console.tell(read.problems());
        List<Held> held = Holder.bindings(SubjectName.parse(subject), groups, read.snapshot())
                .flatMap(binding -> read.snapshot().grant(binding).rules().stream()
                        .filter(rule ->
                                binding.clusterWide() || !rule.resources().isEmpty())
                        .map(rule -> new Held(binding, rule)))
                .toList();
        console.out()
                .print(
                        switch (format) {
                            case TABLE -> table(held);
                            case JSON -> Json.text(held.stream().map(Shape::of).toList()) + "\n";
                        });
        return read.problems().isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private String table(List<Held> held) {
        if (held.isEmpty()) {
            return "no binding reaches " + SubjectName.parse(subject) + "\n";
        }
        var table = new TextTable("NAMESPACE", "VERBS", "WHAT", "NAMES", "THROUGH", "ROLE");
        held.forEach(it -> table.add(
                it.namespace(),
                RuleText.verbs(it.rule()),
                RuleText.targets(it.rule()),
                RuleText.names(it.rule()),
                it.binding().key().toString(),
                it.binding().roleRef().toString()));
        return table.text();
    }
}

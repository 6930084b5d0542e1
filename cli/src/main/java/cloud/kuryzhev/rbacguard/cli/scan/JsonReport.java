package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import java.util.List;

/** For programs; the names and their order are an interface. */
final class JsonReport implements Report {

    private record Shape(List<Item> findings, int objects, List<Unread> errors) {}

    private record Item(
            String rule,
            String severity,
            String kind,
            String namespace,
            String name,
            String file,
            int line,
            String field,
            String reason,
            String fix) {

        static Item of(FoundIssue it) {
            return new Item(
                    it.finding().rule(),
                    it.finding().severity().toString(),
                    it.object().kind().toString(),
                    it.object().namespace(),
                    it.object().name(),
                    it.where().file(),
                    it.where().line(),
                    it.finding().field(),
                    it.finding().reason(),
                    it.finding().fix());
        }
    }

    private record Unread(String file, int line, int column, String message) {
        static Unread of(Problem it) {
            return new Unread(it.where().file(), it.where().line(), it.where().column(), it.message());
        }
    }

    @Override
    public void print(ScanResult result, Console console) {
        console.out()
                .println(Json.text(new Shape(
                        result.findings().stream().map(Item::of).toList(),
                        result.objects().size(),
                        result.errors().stream().map(Unread::of).toList())));
    }
}

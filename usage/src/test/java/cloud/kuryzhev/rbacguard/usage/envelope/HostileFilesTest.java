package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, reading ends without an exception, and each record became one line. */
class HostileFilesTest {

    private static final int MAX = 1 << 16;
    private static final String EVENT = event().line();

    @Property(tries = 2000, seed = "20261122")
    void randomBytes(@ForAll byte @Size(max = 300) [] bytes) throws IOException {
        read(bytes);
    }

    @Property(tries = 2000, seed = "20261122")
    void randomTextOfTheCharactersThatMatter(@ForAll("structure") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 6000, seed = "20261122")
    void filesOfEveryFormatWithAByteChangedAndCutOff(
            @ForAll("files") byte[] file,
            @ForAll @IntRange(max = 5000) int at,
            @ForAll byte value,
            @ForAll @IntRange(max = 5000) int length)
            throws IOException {
        byte[] changed = file.clone();
        changed[at % changed.length] = value;
        read(changed);
        read(Arrays.copyOf(changed, length % changed.length));
    }

    @Property(tries = 3000, seed = "20261122")
    void aBadLineNeverCostsTheLinesAroundIt(
            @ForAll @IntRange(max = 5000) int at,
            @ForAll("oneLine") byte value,
            @ForAll @IntRange(max = 5000) int length)
            throws IOException {
        byte[] line = EVENT.getBytes(StandardCharsets.UTF_8);
        line[at % line.length] = value;
        String cut = new String(line, 0, length % line.length, StandardCharsets.ISO_8859_1);
        String good = EVENT + "\n";
        FileReport report = read((good + cut + "\n" + good + good).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(report.lines().getOrDefault("used", 0L)).isGreaterThanOrEqualTo(3);
    }

    @Provide
    Arbitrary<String> structure() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "\n",
                        " ",
                        "a",
                        "H4sI",
                        EVENT,
                        "\"items\":[",
                        "\"logEvents\" : [")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<byte[]> files() throws IOException {
        String string = FilesCase.quoted(EVENT);
        String cloudWatch =
                "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"kube-apiserver-audit-1\",\"logEvents\":"
                        + "[{\"timestamp\":1,\"message\":" + string + "}]}";
        String azure = "{\"records\":[{\"category\":\"kube-audit\",\"resourceId\":\"/A\",\"properties\":{\"log\":"
                + string + "}}]}";
        String google =
                "{\"timestamp\":\"2026-11-22T05:40:00Z\",\"resource\":{\"labels\":{\"cluster_name\":\"c\"}},\"protoPayload\":{\"methodName\":"
                        + "\"io.k8s.core.v1.pods.list\",\"resourceName\":\"core/v1/pods\",\"status\":{\"code\":7}}}";
        String lambda = "{\"awslogs\":{\"data\":\"" + FilesCase.base64(FilesCase.gzip(cloudWatch)) + "\"}}";
        List<String> texts = List.of(
                EVENT + "\n" + EVENT,
                "{\"kind\":\"EventList\",\"items\":[" + EVENT + "]}",
                cloudWatch,
                azure,
                google,
                lambda);
        List<byte[]> plain = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return Arbitraries.of(plain).flatMap(file -> Arbitraries.of(file, packed(file)));
    }

    @Provide
    Arbitrary<Byte> oneLine() {
        return Arbitraries.bytes().filter(value -> value != '\n');
    }

    private static byte[] packed(byte[] file) {
        try {
            return FilesCase.gzip(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileReport read(byte[] bytes) throws IOException {
        Batch batch = new Batch();
        FileReading reading = new FileReading(
                Path.of("file"), batch::add, new OneCluster(Optional.empty()), new PlausibleTime(FilesCase.CLOCK));
        RecordStream stream = new RecordStream(MAX, reading);
        stream.read(new ByteArrayInputStream(bytes));
        FileReport report = reading.report(stream).report();
        assertThat(report.isAccounted() || reading.isClosed()).isTrue();
        assertThat(batch.lines()).isEqualTo(report.lines());
        return report;
    }
}

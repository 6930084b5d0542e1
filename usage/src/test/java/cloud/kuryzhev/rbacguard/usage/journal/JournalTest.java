package cloud.kuryzhev.rbacguard.usage.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    /** Every delivery begins another segment. */
    private static final Journal.Options TINY = new Journal.Options(1, 3, 1 << 20);

    @TempDir
    private Path directory;

    private final List<Journal> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Journal journal : opened) {
            journal.close();
        }
    }

    private Journal open(Journal.Options options, long consumed) throws IOException {
        Journal journal = Journal.open(directory, options, _ -> OptionalLong.of(consumed), Optional.empty());
        opened.add(journal);
        return journal;
    }

    private Journal reopen(Journal.Options options, long consumed) throws IOException {
        closeAll();
        opened.clear();
        return open(options, consumed);
    }

    private static DeliveryId id(long number) {
        return new DeliveryId(number, number);
    }

    private static boolean append(Journal journal, long number) throws IOException, InterruptedException {
        return journal.append(id(number), ("delivery " + number).getBytes(UTF_8));
    }

    private static List<String> read(Journal journal, long from) throws IOException {
        List<String> all = new ArrayList<>();
        try (JournalReader reader = new JournalReader(journal, from)) {
            boolean more = true;
            while (more) {
                Optional<Frame> next = reader.next();
                next.ifPresent(frame -> all.add(UTF_8.decode(frame.payload()).toString()));
                boolean gap = reader.passGap().isPresent();
                if (gap) {
                    all.add("gap");
                }
                more = gap || next.isPresent();
            }
        }
        return all;
    }

    private Path lastSegment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    @Test
    void whatWasAppendedIsReadInOrderByThisProcessAndTheNext() throws IOException, InterruptedException {
        Journal journal = open(Journal.Options.DEFAULT, 0);
        assertThat(append(journal, 1)).isTrue();
        assertThat(append(journal, 2)).isTrue();
        assertThat(read(journal, 0)).containsExactly("delivery 1", "delivery 2");

        Journal next = reopen(Journal.Options.DEFAULT, 0);
        append(next, 3);
        assertThat(read(next, 0)).containsExactly("delivery 1", "delivery 2", "delivery 3");
    }

    @Test
    void manyAtOnceAreAllThereOnce() throws IOException, InterruptedException {
        Journal journal = open(new Journal.Options(500, 1000, 1 << 20), 0);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i / 2; // each comes twice
            senders.add(Thread.startVirtualThread(() -> {
                try {
                    append(journal, number);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(read(journal, 0)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aDeliveryThatComesAgainIsKnownAlsoAfterARestartAndInAnotherSegment() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        append(journal, 1);
        append(journal, 2);
        assertThat(append(journal, 1)).isFalse();

        Journal next = reopen(TINY, 0);
        assertThat(append(next, 1)).isFalse();
        append(next, 3);
        assertThat(append(next, 1)).isFalse();
        assertThat(read(next, 0)).containsExactly("delivery 1", "delivery 2", "delivery 3");
    }

    @Test
    void onlySoManyDeliveriesAreRemembered() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        for (int i = 1; i <= 4; i++) {
            append(journal, i);
        }
        assertThat(journal.knows(id(1))).isFalse();
        assertThat(journal.knows(id(2))).isTrue();
    }

    @Test
    void aFrameThatWasBeingWrittenIsForgottenWhereverItWasCutOff() throws IOException, InterruptedException {
        Journal journal = open(Journal.Options.DEFAULT, 0);
        append(journal, 1);
        long whole = Files.size(lastSegment());
        append(journal, 2);
        closeAll();
        opened.clear();
        byte[] bytes = Files.readAllBytes(lastSegment());
        for (int cut = (int) whole; cut < bytes.length; cut++) {
            Files.write(lastSegment(), java.util.Arrays.copyOf(bytes, cut), StandardOpenOption.TRUNCATE_EXISTING);
            Journal next = reopen(Journal.Options.DEFAULT, 0);
            assertThat(read(next, 0)).containsExactly("delivery 1");
            assertThat(append(next, 2)).isTrue();
            assertThat(read(next, 0)).containsExactly("delivery 1", "delivery 2");
        }
    }

    @Test
    void aSegmentCutOffAtItsBeginningCostsNothingThatWasThere() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        append(journal, 1);
        append(journal, 2);
        append(journal, 3);
        try (RandomAccessFile last = new RandomAccessFile(lastSegment().toFile(), "rw")) {
            last.setLength(5);
        }
        Journal next = reopen(TINY, 0);
        assertThat(read(next, 0)).containsExactly("delivery 1", "delivery 2");
        assertThat(append(next, 1)).isFalse();
        assertThat(append(next, 3)).isTrue();
    }

    @Test
    void damageInTheMiddleIsAGapAndTheRestIsRead() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        append(journal, 1);
        Path damaged = lastSegment();
        append(journal, 2);
        append(journal, 3);
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.seek(file.length() - 1);
            file.write('X');
        }
        assertThat(read(reopen(TINY, 0), 0)).containsExactly("gap", "delivery 2", "delivery 3");
    }

    @Test
    void aJournalThatIsGoneGoesOnWhereTheStoreIsAndLeavesAGap() throws IOException, InterruptedException {
        Journal journal = open(Journal.Options.DEFAULT, 1000);
        append(journal, 1);
        assertThat(read(journal, 1000)).containsExactly("gap", "delivery 1");
    }

    @Test
    void beforeAJournalThatTheStoreNeverHeardOfThereMayHaveBeenAnother() throws IOException, InterruptedException {
        Journal journal = Journal.open(directory, TINY, _ -> OptionalLong.empty(), Optional.empty());
        opened.add(journal);
        append(journal, 1);
        assertThat(read(journal, 0)).containsExactly("gap", "delivery 1");
        String id = journal.id();
        assertThat(reopen(TINY, 0).id()).isEqualTo(id);
    }

    @Test
    void segmentsAreDeletedOnceReadButForTheOneBefore() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        for (int i = 1; i <= 5; i++) {
            append(journal, i);
        }
        journal.consumed(journal.end());
        assertThat(journal.segments().bases()).hasSize(2);
        append(journal, 6);
        Journal next = reopen(TINY, journal.end());
        assertThat(append(next, 5)).isFalse();
    }

    @Test
    void roomIsAwaitedUntilTheReaderCatchesUp() throws IOException, InterruptedException {
        Journal journal = open(new Journal.Options(1 << 20, 10, 10), 0);
        append(journal, 1);
        assertThat(journal.awaitRoom(Duration.ofMillis(1))).isFalse();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                waiting.complete(journal.awaitRoom(Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        journal.consumed(journal.end());
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void anotherProcessIsToldThatTheJournalIsTaken() throws IOException {
        open(TINY, 0);
        assertThatThrownBy(() -> Journal.open(directory, TINY, _ -> OptionalLong.of(0), Optional.empty()))
                .hasMessageContaining("another process");
    }

    @Test
    void whatCannotBeWrittenFailsAndMayComeAgain() throws IOException, InterruptedException {
        Journal journal = open(TINY, 0);
        append(journal, 1);
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);
        assertThatThrownBy(() -> append(journal, 2)).hasMessageContaining("cannot write the journal");
        Files.move(away, directory);
        assertThat(append(journal, 2)).isTrue();
        assertThat(read(journal, 0)).containsExactly("delivery 1", "delivery 2");
    }
}

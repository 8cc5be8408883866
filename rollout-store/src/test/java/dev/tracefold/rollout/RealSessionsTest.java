/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.catalog.ContentSearch;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutCatalog;
import dev.tracefold.rollout.catalog.RolloutSummary;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.FileOutcome;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.index.Backfill;
import dev.tracefold.rollout.index.BackfillOptions;
import dev.tracefold.rollout.index.BackfillReport;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.inspect.RolloutProfile;
import dev.tracefold.rollout.inspect.RolloutProfiler;
import dev.tracefold.rollout.inspect.RolloutRepairer;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.manage.RolloutManager;
import dev.tracefold.rollout.manage.RolloutRows;
import dev.tracefold.rollout.read.LoadedRollout;
import dev.tracefold.rollout.read.RolloutLoader;
import dev.tracefold.rollout.record.RolloutMaterializer;
import dev.tracefold.rollout.testing.TestHome;

/** Sessions that were really recorded, by two versions of the recording program; they are kept outside the project. */
class RealSessionsTest {
    private static final Path SESSIONS = Path.of(System.getProperty("tracefold.rollouts", "missing"));

    @TempDir
    Path temp;

    private TestHome test;
    private final List<Path> paths = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(Files.isDirectory(SESSIONS), () -> "no real sessions at " + SESSIONS);
        test = new TestHome(temp);
        try (Stream<Path> files = Files.list(SESSIONS)) {
            for (Path file : files.sorted().toList()) {
                var name = RolloutName.parse(RolloutForms.fileName(file));
                if (name.isPresent()) {
                    Path live = test.home.livePath(name.get());
                    Files.createDirectories(live.getParent());
                    Files.write(live, Files.readAllBytes(file));
                    paths.add(live);
                }
            }
        }
        assertThat(paths).isNotEmpty();
    }

    @Test
    void they_load_without_a_parse_error_and_profile_to_their_size() throws Exception {
        for (Path path : paths) {
            LoadedRollout loaded = RolloutLoader.loadForResume(path);
            assertThat(loaded.parseErrors()).as("%s", path).isZero();
            assertThat(loaded.threadId())
                    .contains(RolloutName.parse(RolloutForms.fileName(path))
                            .orElseThrow()
                            .id());
            RolloutProfile profile = new RolloutProfiler().profile(path, Progress.NONE);
            assertThat(profile.bad().count()).isZero();
            assertThat(profile.kinds().stream()
                            .mapToLong(RolloutProfile.Share::bytes)
                            .sum())
                    .isEqualTo(Files.size(path));
            assertThat(new RolloutRepairer().check(path, Progress.NONE).clean()).isTrue();
        }
    }

    @Test
    void they_come_back_byte_for_byte_from_compression() throws Exception {
        var compressor = new RolloutCompressor(
                test.context,
                CompressionOptions.DEFAULT.withLimits(CompressionOptions.Limits.DEFAULT.withGrace(Duration.ZERO)));
        RolloutManager manager = new RolloutManager(test.context, RolloutRows.NONE);
        for (Path path : paths) {
            byte[] original = Files.readAllBytes(path);
            var modified = Files.getLastModifiedTime(path).toMillis();
            assertThat(compressor.compress(path)).isEqualTo(FileOutcome.COMPRESSED);
            assertThat(path).doesNotExist();
            assertThat(manager.restore(path)).isEqualTo(RolloutMaterializer.Outcome.DECOMPRESSED);
            assertThat(Files.readAllBytes(path)).isEqualTo(original);
            assertThat(Files.getLastModifiedTime(path).toMillis()).isEqualTo(modified);
        }
    }

    @Test
    void they_list_search_and_index() throws Exception {
        MetadataExtractor extractor = new MetadataExtractor(FileOps.REAL, ConversationText.DEFAULT, "openai");
        try (RolloutIndex index = RolloutIndex.open(test.home)) {
            BackfillReport report =
                    new Backfill(test.context, index, extractor, BackfillOptions.DEFAULT).run(Progress.NONE);
            assertThat(report.outcome()).isEqualTo(BackfillReport.Outcome.SUCCESS);
            assertThat(report.parseErrors()).isZero();
            RolloutCatalog catalog = new RolloutCatalog(test.context, index, extractor);
            ListRequest request = ListRequest.newest(10);
            List<RolloutSummary> fromFiles =
                    catalog.list(request, RolloutCatalog.Mode.FILES).rollouts();
            assertThat(fromFiles).hasSameSizeAs(paths);
            assertThat(catalog.list(request, RolloutCatalog.Mode.REPAIR).rollouts())
                    .extracting(RolloutSummary::id)
                    .containsExactlyInAnyOrderElementsOf(
                            fromFiles.stream().map(RolloutSummary::id).toList());
            for (RolloutSummary summary : fromFiles) {
                assertThat(summary.texts().preview()).isNotBlank();
                assertThat(index.find(summary.id()).orElseThrow().tokensUsed()).isPositive();
                assertThat(catalog.find(summary.id())).contains(summary.path());
            }
        }
        for (Path path : paths) {
            String said = firstAgentMessage(path);
            assertThat(new ContentSearch(test.context)
                            .search(said, false, Progress.NONE)
                            .hits())
                    .containsKey(path);
        }
    }

    private static String firstAgentMessage(Path path) throws IOException {
        for (RolloutLine line : RolloutLoader.load(path).items()) {
            if (line.is(LineType.EVENT_MSG, "agent_message")) {
                String message = line.payload().get("message").textValue();
                return message.substring(0, Math.min(40, message.length()));
            }
        }
        throw new AssertionError("nobody said anything in " + path);
    }
}

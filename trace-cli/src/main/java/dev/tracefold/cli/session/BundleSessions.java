/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.serve.SessionCatalog;

/** The bundles below a directory, the one written last first. They are looked for anew with each question. */
public final class BundleSessions implements SessionCatalog {
    private static final int BYTES_OF_AN_ID = 12;

    private final Path directory;

    public BundleSessions(Path directory) {
        this.directory = directory;
    }

    /** A bundle, and where it comes in the list. */
    private record Place(long changed, String id, Path path) {
        static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::changed).reversed().thenComparing(Place::id);
    }

    @Override
    public String title() {
        return directory.toString();
    }

    @Override
    public boolean hasArchive() {
        return false;
    }

    @Override
    public Page page(Query query) throws IOException {
        String wanted = query.text().toLowerCase(Locale.ROOT);
        Place behind = query.cursor() == null ? null : cursor(query.cursor());
        List<Place> found = places().stream()
                .filter(place -> name(place.path()).toLowerCase(Locale.ROOT).contains(wanted))
                .filter(place -> behind == null || Place.ORDER.compare(behind, place) < 0)
                .sorted(Place.ORDER)
                .limit(query.limit() + 1L)
                .toList();
        List<Place> shown = found.subList(0, Math.min(query.limit(), found.size()));
        List<Row> rows = new ArrayList<>();
        for (Place place : shown) {
            rows.add(row(place));
        }
        boolean more = found.size() > shown.size();
        return new Page(rows, more ? Optional.of(cursor(shown.get(shown.size() - 1))) : Optional.empty());
    }

    @Override
    public Optional<TraceSource.Opener> find(String id) throws IOException {
        for (Path bundle : bundles()) {
            if (id(bundle).equals(id)) {
                return Optional.of(() -> Sessions.open(bundle));
            }
        }
        return Optional.empty();
    }

    private List<Path> bundles() throws IOException {
        try {
            return SessionFinder.all(List.of(directory));
        } catch (Failure noneAnyMore) {
            return List.of();
        }
    }

    private List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (Path bundle : bundles()) {
            places.add(new Place(changed(bundle), id(bundle), bundle));
        }
        return places;
    }

    /** What a bundle is called in an address: no path, and the same tomorrow. */
    private String id(Path bundle) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(name(bundle).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES_OF_AN_ID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String name(Path bundle) {
        return directory.relativize(bundle).toString();
    }

    private static long changed(Path bundle) throws IOException {
        for (Path file : List.of(bundle.resolve("trace.jsonl"), bundle)) {
            try {
                return Files.getLastModifiedTime(file).toMillis();
            } catch (NoSuchFileException otherForm) {
                // Then that of the bundle as a whole.
            }
        }
        return 0;
    }

    private Row row(Place place) throws IOException {
        return new Row(place.id(), name(place.path()), "", started(place.path()), place.changed(), null);
    }

    private static @Nullable Long started(Path bundle) throws IOException {
        try (TraceSource session = Sessions.open(bundle)) {
            return session.manifest().startedAtUnixMs();
        } catch (ReplayException | IOException unreadable) {
            // It stays in the list: whoever opens it is told why.
            return null;
        }
    }

    private static String cursor(Place place) {
        return place.changed() + "-" + place.id();
    }

    private static Place cursor(String token) {
        int dash = token.indexOf('-', 1);
        if (dash < 0) {
            throw new IllegalArgumentException("no cursor: " + token);
        }
        // What is no number is the same kind of exception.
        return new Place(Long.parseLong(token.substring(0, dash)), token.substring(dash + 1), Path.of(""));
    }
}

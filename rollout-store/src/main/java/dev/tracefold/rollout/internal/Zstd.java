/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The only class that knows the zstd library. Frames are written at level 3 with long-distance matching over a 128 MiB
 * window: compactions repeat the history, and only a window of that size sees the repetition.
 */
public final class Zstd {
    private static final int LEVEL = 3;
    private static final int WINDOW_LOG = 27;
    private static final int JOBS = 2;
    private static final int CHUNK = 1 << 20;

    private Zstd() {}

    /** A frame that ends early or does not decode. Everything read before it is good. */
    public static final class DamagedFrameException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedFrameException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Sees the plain bytes on their way into the encoder. The buffer is only valid during the call. */
    @FunctionalInterface
    public interface PlainBytes {
        void accept(ByteBuffer bytes) throws IOException;
    }

    /**
     * Loads the library, which unpacks a part of itself for that.
     *
     * @throws IOException if there is no room for it, or what lies there may not be executed
     */
    private static void load() throws IOException {
        try {
            Native.load();
        } catch (LinkageError e) {
            throw new IOException(
                    "the zstd library cannot be unpacked into " + System.getProperty("java.io.tmpdir")
                            + ", where there must be room for what may be executed; java.io.tmpdir names another place: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Decodes frames; a damaged one ends with {@link DamagedFrameException}, never with silence. */
    public static InputStream decoder(InputStream compressed) throws IOException {
        BufferedInputStream in = new BufferedInputStream(compressed, 1 << 17);
        try {
            load();
            in.mark(1);
            if (in.read() < 0) {
                // The library takes no bytes at all for an empty file; an encoder never writes that.
                throw new DamagedFrameException("damaged zstd frame: no bytes", null);
            }
            in.reset();
            ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
            zstd.setLongMax(WINDOW_LOG);
            return new Decoder(zstd);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Encodes exactly {@code length} bytes from {@code source} as one frame with checksum and content size, and closes
     * neither channel.
     *
     * @throws IOException also when the source ends before or goes on after {@code length} bytes
     */
    public static void encode(FileChannel source, long length, FileChannel target, FileOps files, PlainBytes tap)
            throws IOException {
        load();
        ByteBuffer in = ByteBuffer.allocateDirect(CHUNK);
        ByteBuffer out = ByteBuffer.allocateDirect(CHUNK);
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL)
                    .setLong(WINDOW_LOG)
                    .setChecksum(true)
                    .setContentSize(true)
                    .setWorkers(JOBS);
            context.setPledgedSrcSize(length);
            long read = 0;
            while (read < length) {
                in.clear().limit((int) Math.min(CHUNK, length - read));
                int n = source.read(in);
                if (n < 0) {
                    throw new IOException("source ended at " + read + " of " + length + " bytes");
                }
                read += n;
                in.flip();
                ByteBuffer seen = in.duplicate();
                while (in.hasRemaining()) {
                    context.compressDirectByteBufferStream(out, in, EndDirective.CONTINUE);
                    drain(out, target, files);
                }
                tap.accept(seen);
            }
            in.clear().limit(0);
            boolean done = false;
            while (!done) {
                done = context.compressDirectByteBufferStream(out, in, EndDirective.END);
                drain(out, target, files);
            }
        } catch (ZstdException e) {
            throw new IOException("zstd could not encode: " + e.getMessage(), e);
        }
    }

    /**
     * Encodes the first bytes of an array as one frame with checksum and content size, its repeats found over all of
     * them.
     */
    public static byte[] frame(byte[] plain, int length) throws IOException {
        load();
        // The smallest window that the library takes is 1 KiB.
        int windowLog = Math.min(WINDOW_LOG, Math.max(10, Integer.SIZE - Integer.numberOfLeadingZeros(length)));
        byte[] frame = new byte[Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(length))];
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL).setLong(windowLog).setChecksum(true).setContentSize(true);
            return Arrays.copyOf(frame, context.compressByteArray(frame, 0, frame.length, plain, 0, length));
        } catch (ZstdException e) {
            throw new IOException("zstd could not encode: " + e.getMessage(), e);
        }
    }

    /**
     * Decodes a whole frame. What the frame says of its length is looked at before there is memory for it.
     *
     * @throws DamagedFrameException if it does not decode to exactly so many bytes
     */
    public static byte[] unframe(byte[] frame, int length) throws IOException {
        load();
        long said = com.github.luben.zstd.Zstd.getFrameContentSize(frame);
        if (said != length) {
            throw new DamagedFrameException("no zstd frame of " + length + " bytes", null);
        }
        byte[] plain = new byte[length];
        try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
            int decoded = context.decompressByteArray(plain, 0, length, frame, 0, frame.length);
            if (decoded != length) {
                throw new DamagedFrameException("damaged zstd frame: " + decoded + " bytes instead of " + length, null);
            }
            return plain;
        } catch (ZstdException e) {
            throw new DamagedFrameException("damaged zstd frame: " + e.getMessage(), e);
        }
    }

    private static void drain(ByteBuffer out, FileChannel target, FileOps files) throws IOException {
        out.flip();
        files.writeFully(target, out);
        out.clear();
    }

    private static final class Decoder extends FilterInputStream {
        Decoder(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int n = read(one, 0, 1);
            return n < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (ZstdIOException e) {
                throw new DamagedFrameException("damaged zstd frame: " + e.getMessage(), e);
            }
        }
    }
}

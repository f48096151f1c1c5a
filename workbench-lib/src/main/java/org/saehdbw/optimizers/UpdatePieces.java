package org.saehdbw.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts flat arrays into pieces that an update makes at once: neighbours together as far as they
 * fit, and large variables at borders of chunks. Variables that do not move are left out.
 */
final class UpdatePieces {
  /**
   * A part of a variable.
   *
   * @param gradient the place of its gradient in the list of the trained variables'
   * @param first its first element in the variable, a multiple of the chunk's size
   * @param count its elements
   * @param isWhole whether that is all of the variable
   */
  record Part(int gradient, int first, int count, boolean isWhole) {
    private int chunks() {
      return UpdatePieces.chunks(count);
    }
  }

  /**
   * Parts that lie side by side in the flat arrays.
   *
   * @param offset of the first one's first element there
   * @param firstChunk the place of its first chunk among those of all trained variables
   * @param parts at least one
   */
  record Piece(long offset, int firstChunk, List<Part> parts) {
    int count() {
      return parts.stream().mapToInt(Part::count).sum();
    }

    int chunks() {
      return parts.stream().mapToInt(Part::chunks).sum();
    }

    private boolean takes(long where, int chunksMore) {
      return offset + count() == where
          && (chunks() + chunksMore) * ChunkedOptimizer.CHUNK <= UpdateScript.PIECE;
    }
  }

  private UpdatePieces() {}

  static List<Piece> of(List<Variable> variables, Set<String> trained) {
    List<Piece> pieces = new ArrayList<>();
    long offset = 0;
    int gradient = 0;
    int chunk = 0;
    for (Variable variable : variables) {
      int size = variable.size();
      if (trained.contains(variable.name())) {
        for (int first = 0; first < size; first += UpdateScript.PIECE) {
          int count = Math.min(UpdateScript.PIECE, size - first);
          Part part = new Part(gradient, first, count, count == size);
          Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
          if (last == null || !last.takes(offset + first, part.chunks())) {
            last = new Piece(offset + first, chunk, new ArrayList<>());
            pieces.add(last);
          }
          last.parts().add(part);
          chunk += part.chunks();
        }
        gradient++;
      }
      offset += size;
    }
    return pieces;
  }

  /** The slots of the random draws, one a chunk of a trained variable. */
  static List<Integer> slots(List<Variable> variables, Set<String> trained) {
    List<Integer> slots = new ArrayList<>();
    for (int v = 0; v < variables.size(); v++) {
      if (trained.contains(variables.get(v).name())) {
        for (int number = 0; number < chunks(variables.get(v).size()); number++) {
          slots.add(ChunkedOptimizer.slot(v, number));
        }
      }
    }
    return slots;
  }

  private static int chunks(int elements) {
    return (elements + ChunkedOptimizer.CHUNK - 1) / ChunkedOptimizer.CHUNK;
  }
}

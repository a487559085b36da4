// A picture made small enough for a bad network. Drawing it anew leaves behind what the camera wrote
// beside it: place, time, owner.

const LONGEST_SIDE = 1600;
const THUMBNAIL_SIDE = 240;
const QUALITY = 0.8;

const drawn = (bitmap, longest) => {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  // A JPEG cannot be seen through: white, as paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const asJpeg = (canvas) =>
  new Promise((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });

// {blob, thumb}: a JPEG of 1600 pixels at most and a small one as a data address. Null where the
// browser cannot read the file as a picture.
export const reduced = async (file) => {
  let bitmap = null;
  try {
    // Upright without being asked; older browsers stumble over the word for it.
    bitmap = await createImageBitmap(file);
    const blob = await asJpeg(drawn(bitmap, LONGEST_SIDE));
    const thumb = drawn(bitmap, THUMBNAIL_SIDE).toDataURL("image/jpeg", QUALITY);
    return blob && { blob, thumb };
  } catch {
    return null;
  } finally {
    bitmap?.close();
  }
};

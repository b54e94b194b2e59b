"""How light falls on the specimen: one fragment program for moving, still and exported pictures.

VTK's own lights cost half of a software frame, and its physically based shader takes seconds to compile; this
program is a few dozen instructions. Directions are those of the eye (x right, y up, z towards the eye), so the
light stays with the viewer: key from the upper left, fill from the right, soft light from above, a little from
below (the nuchal plane is black without it), and a rim where a surface turns away.
"""

from __future__ import annotations

_LIT = """
  vec3 n = normalVCVSOutput;
  vec3 tissue = diffuseColor * diffuseColor;
  float key = max(dot(n, vec3(-0.50, 0.59, 0.63)) * 0.84 + 0.16, 0.0);
  float fill = max(dot(n, vec3(0.84, 0.10, 0.53)) * 0.8 + 0.2, 0.0);
  float away = 1.0 - max(n.z, 0.0);
  vec3 light = vec3(1.28, 1.235, 1.14) * key * key
    + vec3(0.20, 0.205, 0.22) * fill
    + mix(vec3(0.105, 0.10, 0.092), vec3(0.165, 0.17, 0.18), 0.5 + 0.5 * n.y)
    + vec3(0.15, 0.16, 0.17) * away * away * away;
  float glint = max(dot(n, vec3(-0.277, 0.327, 0.903)), 0.0);
  float sheen = glint * glint; sheen *= sheen; sheen *= sheen; sheen *= sheen;
  float spark = sheen * sheen; spark *= spark;
"""
# The shoulder of film: bright bone keeps its relief instead of turning white; then back from light to display values.
_SEEN = "sqrt(shade * (1.0 + 0.10 * shade) / (1.0 + 0.72 * shade)) * 1.07"

SOLID = f"""{_LIT}
  vec3 shade = tissue * (light + 0.24 * opacity * opacity) + opacity * (0.10 * sheen + 0.16 * spark);
  gl_FragData[0] = vec4({_SEEN}, 1.0);
"""
"""Alpha of a vertex colour is how moist a tissue is (0-1): how much it shines, and how much light it passes on."""

GHOST = f"""{_LIT}
  vec3 shade = tissue * light + 0.04 * sheen;
  gl_FragData[0] = vec4({_SEEN}, min(opacity * (0.8 + 0.9 * away * away), 1.0));
"""
"""Alpha of a vertex colour is its opacity; a surface that turns away from the eye is denser, as glass is."""

GRAINS = ("plain", "cancellous", "fascicles", "matter", "cord", "lobules", "bundles", "fibres", "folia")
"""Grains of cut faces; the alpha of a vertex colour is the index."""

# Where the grain is looked up (mm), from the array that the vertices carry.
SECTION_ATTRIBUTE = "localMC"
SECTION_VERTEX = (
    ("//VTK::Normal::Dec", f"//VTK::Normal::Dec\nin vec3 {SECTION_ATTRIBUTE};\nout vec3 grainAt;"),
    ("//VTK::Normal::Impl", f"//VTK::Normal::Impl\n  grainAt = {SECTION_ATTRIBUTE};"),
)
# Value noise and cells (Worley 1996) from an arithmetic hash: the same in every picture, wherever the camera is.
SECTION_FUNCTIONS = """//VTK::Normal::Dec
in vec3 grainAt;
float hashed(vec3 p) {
  p = fract(p * 0.1031);
  p += dot(p, p.zyx + 31.32);
  return fract((p.x + p.y) * p.z);
}
float noise(vec3 p) {
  vec3 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  vec2 e = vec2(0.0, 1.0);
  return mix(
    mix(mix(hashed(i), hashed(i + e.yxx), f.x), mix(hashed(i + e.xyx), hashed(i + e.yyx), f.x), f.y),
    mix(mix(hashed(i + e.xxy), hashed(i + e.yxy), f.x), mix(hashed(i + e.xyy), hashed(i + e.yyy), f.x), f.y), f.z);
}
vec3 cells(vec3 p) {
  vec3 i = floor(p);
  float first = 9.0, second = 9.0, name = 0.0;
  for (int x = -1; x <= 1; x++) for (int y = -1; y <= 1; y++) for (int z = -1; z <= 1; z++) {
    vec3 c = i + vec3(x, y, z);
    vec3 at = c + 0.15 + 0.7 * vec3(hashed(c), hashed(c + 17.3), hashed(c + 41.7)) - p;
    float d = dot(at, at);
    if (d < first) { second = first; first = d; name = hashed(c + 7.1); } else second = min(second, d);
  }
  return vec3(sqrt(first), sqrt(second) - sqrt(first), name);
}
"""
_GRAIN = """
  int grain = int(opacity * 255.0 + 0.5);
  vec3 at = grainAt;
  vec3 tint = vec3(1.0);
  if (grain == 1) {
    vec3 warped = at + 0.6 * vec3(noise(at * 0.7), noise(at * 0.7 + 9.0), noise(at * 0.7 + 23.0));
    vec3 c = cells(warped * 1.15);
    float wall = 1.0 - smoothstep(0.05, 0.34, c.y);
    tint = mix(vec3(0.76, 0.66, 0.60) * (0.88 + 0.24 * c.z), vec3(1.14, 1.25, 1.34), wall * 0.85);
    tint *= 0.93 + 0.14 * noise(at * 3.1);
  } else if (grain == 2) {
    vec3 bent = at + 0.9 * vec3(noise(at * 0.22), noise(at * 0.22 + 11.0), 0.0);
    vec3 large = cells(bent * vec3(0.55, 0.55, 0.045));
    vec3 small = cells(bent * vec3(1.6, 1.6, 0.1) + 5.0);
    float worn = noise(at * vec3(0.35, 0.35, 0.05) + 31.0);
    float septa = 1.0 - smoothstep(0.0, 0.03 + 0.12 * worn * worn, large.y);
    float fine = 1.0 - smoothstep(0.0, 0.13, small.y);
    tint = vec3(0.88 + 0.22 * small.z) * (0.94 + 0.12 * large.z) * (0.94 + 0.12 * noise(at * vec3(4.0, 4.0, 0.5)));
    tint = mix(tint, vec3(1.28, 1.85, 1.85), 0.24 * fine);
    tint = mix(tint, vec3(1.42, 2.55, 2.45), (0.25 + 0.4 * worn) * septa);
  } else if (grain == 3) {
    tint = vec3(0.955 + 0.09 * noise(at * 0.45)) * (0.985 + 0.03 * noise(at * 2.7));
  } else if (grain == 4) {
    vec2 q = vec2(abs(at.x), at.y);
    float front = length((q - vec2(2.5, 1.2)) * vec2(0.80, 0.95)) - 1.25;
    vec2 arm = q - vec2(1.9, -0.6);
    float back = length(vec2(arm.x - 0.35 * clamp(-arm.y, 0.0, 2.0), arm.y - clamp(arm.y, -2.0, 0.6))) - 0.62;
    float bridge = max(q.x - 2.2, abs(q.y - 0.1) - 0.55);
    float grey = min(min(front, back), bridge);
    float canal = length(at.xy - vec2(0.0, 0.1)) - 0.22;
    tint = mix(vec3(0.77, 0.68, 0.67), vec3(1.0), smoothstep(-0.18, 0.18, grey)) * (0.97 + 0.06 * noise(at * 2.5));
    tint = mix(vec3(0.35), tint, smoothstep(-0.08, 0.08, canal));
  } else if (grain == 5) {
    vec3 bent = at + 1.6 * vec3(noise(at * 0.45), noise(at * 0.45 + 13.0), noise(at * 0.45 + 29.0));
    vec3 c = cells(bent * 0.46);
    float worn = noise(at * 0.3 + 31.0);
    float septa = 1.0 - smoothstep(0.0, 0.04 + 0.10 * worn, c.y);
    tint = vec3(0.97 + 0.06 * c.z, 0.965 + 0.06 * c.z, 0.94 + 0.08 * c.z) * (1.04 - 0.10 * c.x);
    tint = mix(tint, vec3(0.97, 0.92, 1.02), (0.3 + 0.5 * worn) * septa);
  } else if (grain == 6) {
    vec3 c = cells(at * vec3(1.9, 1.9, 0.12));
    tint = mix(vec3(1.02 + 0.06 * c.z), vec3(0.80, 0.74, 0.58), 1.0 - smoothstep(0.03, 0.2, c.y));
  } else if (grain == 7) {
    tint = vec3(0.93 + 0.14 * noise(at * vec3(2.3, 2.3, 0.25)));
  }
  else if (grain == 8) {
    float radius = length(at.yz) + 1.5 * noise(at * 0.3);
    float turn = atan(at.z, -at.y) + 0.12 * noise(at * 0.25) - 0.06;
    float lobe = abs(fract(turn * 2.71 + 0.1) * 2.0 - 1.0), leaf = abs(fract(turn * 8.13 + 0.3) * 2.0 - 1.0);
    float stem = smoothstep(0.0, 2.5, (lobe - 1.25 + radius / 15.0) * radius * 0.36);
    float twig = smoothstep(0.0, 1.2, (leaf - 1.35 + radius / 24.0) * radius * 0.13);
    float grey = min(stem, max(twig, 1.0 - smoothstep(12.0, 15.0, radius)));
    float cleft = smoothstep(0.975, 0.995, leaf) * smoothstep(13.0, 17.0, radius);
    tint = mix(vec3(1.0), vec3(0.79, 0.64, 0.60), grey) * (0.98 + 0.04 * noise(at * 2.5)) * (1.0 - 0.45 * cleft);
  }
  diffuseColor *= tint;
  opacity = 0.12;
"""

# A face is lit as if it looked half towards the lamp: from every side it shows the tissue, and not a shadow.
_FACED = _LIT.replace(
    "vec3 n = normalVCVSOutput;", "vec3 n = normalize(normalVCVSOutput + vec3(-0.35, 0.45, 0.8));"
)

SECTION = _GRAIN + SOLID.replace(_LIT, _FACED)
"""A cut face: the colour of the tissue times its grain; `opacity` then means moisture, as in SOLID."""

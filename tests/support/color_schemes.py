"""The desktop settings by which a program turns light or dark by itself: what a KDE user's own file says.

Qt reads kdeglobals under a KDE session on any X server; no KDE package is needed."""
from pathlib import Path

ICONS = {"light": "breeze", "dark": "breeze-dark"}
SCHEMES = {"light": "BreezeLight", "dark": "BreezeDark"}
#         window         view           alternate      button         text           dimmed text
SHADES = {
    "light": ("239,240,241", "255,255,255", "247,247,247", "252,252,252", "35,38,41", "112,125,138"),
    "dark": ("32,35,38", "20,22,24", "29,31,34", "41,44,48", "252,252,252", "161,169,177"),
}
HIGHLIGHT, HIGHLIGHTED_TEXT = "61,174,233", "252,252,252"


def kde_session(scheme, folder):
    """Writes kdeglobals for "light" or "dark" below folder; returns the environment of such a session."""
    settings = Path(folder) / f"config-{scheme}"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "kdeglobals").write_text(_kdeglobals(scheme))
    return {"XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "6", "XDG_CONFIG_HOME": str(settings)}


def _kdeglobals(scheme):
    window, view, alternate, button, text, dimmed = SHADES[scheme]
    parts = [f"[General]\nColorScheme={SCHEMES[scheme]}", f"[Icons]\nTheme={ICONS[scheme]}",
             "[KDE]\nwidgetStyle=Fusion\nCursorBlinkRate=0"]  # so that two pictures of the same are the same
    for part, shade in (("Window", window), ("View", view), ("Button", button), ("Tooltip", button)):
        parts.append(_colors(part, shade, alternate, text, dimmed))
    parts.append(_colors("Selection", HIGHLIGHT, HIGHLIGHT, HIGHLIGHTED_TEXT, HIGHLIGHTED_TEXT))
    return "\n".join(parts) + "\n"


def _colors(part, background, alternate, text, dimmed):
    return (f"[Colors:{part}]\nBackgroundNormal={background}\nBackgroundAlternate={alternate}\n"
            f"ForegroundNormal={text}\nForegroundInactive={dimmed}\n"
            f"ForegroundLink={HIGHLIGHT}\nForegroundVisited=155,89,182")

#pragma once

#include <QPointer>
#include <QWidget>

namespace gatehouse {

/// While it lives, others' values may be put into the fields of the window. Afterwards the focus is where it
/// was, and so are cursor, selection and scroll position of the text that has it, as far as the text is as
/// long.
class KeptCursor
{
public:
    explicit KeptCursor(const QWidget &window);
    ~KeptCursor();
    Q_DISABLE_COPY_MOVE(KeptCursor)

private:
    void restore() const;

    const QWidget &m_window;
    QPointer<QWidget> m_focused;
    int m_anchor = 0;
    int m_cursor = 0;
    int m_scrolled = 0;
};

}

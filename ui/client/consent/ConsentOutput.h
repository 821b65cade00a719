#pragma once

#include "domain/Error.h"
#include "ui/consent/ConsentFile.h"

#include <QWidget>

#include <functional>

class QLayout;

namespace gatehouse {

struct Workplace;

/// The buttons that save consent pages as PNG, PDF or HTML, or copy them.
class ConsentOutput : public QWidget
{
    Q_OBJECT

public:
    struct Pages
    {
        QStringList html;
        int width = 0;    ///< of one page, in pixels
        QString baseName; ///< what a file with them is called at first, without its suffix
    };

    /// `pages` gives what is shown at the moment it is called.
    ConsentOutput(const Workplace &workplace, std::function<Pages()> pages, QWidget *parent = nullptr);

    void saveAs(ConsentFileKind kind, const QString &path) { write(m_pages(), kind, path); }

Q_SIGNALS:
    void saved(const QString &text);
    void failed(const Error &error);

private:
    void addSave(QLayout &buttons, const QString &label, ConsentFileKind kind);
    void chooseFile(ConsentFileKind kind);
    void write(const Pages &pages, ConsentFileKind kind, const QString &path);
    void copy();

    const Workplace &m_workplace;
    std::function<Pages()> m_pages;
};

}

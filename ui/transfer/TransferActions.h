#pragma once

#include <QObject>

#include <functional>

class QAction;
class QWidget;

namespace gatehouse {

class Page;
struct ClientTarget;
struct Workplace;

/// The window's actions Export and Import: they see to unsaved edits of the page that is shown and open their
/// dialog.
class TransferActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs; `currentPage` gives the page that is shown, or null.
    TransferActions(const Workplace &workplace, QWidget &window, std::function<Page *()> currentPage);

    QAction *exportAction() const { return m_export; }
    QAction *importAction() const { return m_import; }
    void setEnabled(bool enabled);
    /// Says what an export would begin with.
    void showTarget(const ClientTarget &target);

private:
    void openExport();
    void openImport();

    const Workplace &m_workplace;
    QWidget &m_window;
    std::function<Page *()> m_currentPage;
    QAction *m_export;
    QAction *m_import;
};

}

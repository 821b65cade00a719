#pragma once

#include "services/ClientTarget.h"
#include "store/records/ClientListModel.h"

#include <QTableView>
#include <QWidget>

#include <memory>

class QLabel;

namespace gatehouse {

class ClientCount;
class ClientFilterBar;
class ClientRowSelection;
class ClientTable;
class ScrollAnchor;
struct Workplace;

/// The list of client applications with search as you type, filters and sorting. What is open is selected, or
/// alone what is acted upon when the list does not show it.
class ClientList : public QWidget
{
    Q_OBJECT

public:
    explicit ClientList(const Workplace &workplace, QWidget *parent = nullptr);
    ~ClientList() override;

    ClientListModel &model() { return *m_model; }
    void focusSearch();
    /// Whether client applications can have drifted.
    void setHasServers(bool hasServers);
    /// Beside something else there is room for a few columns: those that tell client applications apart.
    void setNarrow(bool narrow);
    /// With so many rows to be seen.
    int heightOf(int rows) const;
    /// With the columns that matter beside something else.
    int narrowWidth() const;
    /// What is open beside the list; no key: nothing that is stored.
    void setOpen(const store::ClientName &open);
    /// What is selected, else what is open.
    const ClientTarget &target() const { return m_target; }
    /// Makes that row current without telling rowChosen(); no row when it is not in the list.
    void showCurrent(const QString &key);

Q_SIGNALS:
    void rowChosen(const QString &key); ///< the person moved to another row
    void selectionChanged();
    void painted(); ///< the first rows, or that there are none, can be seen
    void failed(const gatehouse::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildTable(DatabaseThread &database);
    void connectSelection();
    void sizeColumns();
    void sizeTitle();
    int problemsWidth() const;
    void showLoaded();
    void beginFollowing();
    void endFollowing();
    void knowCount();
    void showEmpty();
    void showCount();
    QString countText() const;
    ClientTarget foundTarget() const;
    /// Soon: a view changes what is current and what is selected one after the other.
    void followSoon();
    void follow();
    bool isSelected(int row) const;

    ClientListModel *m_model;
    ClientFilterBar *m_filters;
    ClientTable *m_table;
    ClientRowSelection *m_selection;
    ClientCount *m_count;
    QLabel *m_empty;
    QLabel *m_counts; ///< how many are selected of how many
    bool eventFilter(QObject *watched, QEvent *event) override;

    store::ClientName m_open;
    std::unique_ptr<ScrollAnchor> m_place; ///< while rows come and go, as the next
    QPersistentModelIndex m_currentBefore;
    ClientTarget m_target;
    bool m_isNarrow = false;
    bool m_telling = true;
    bool m_isFollowing = false;
};

/// The table of client applications: Ctrl+A means all of them, also those that were not read yet. A click on
/// one of several that are selected selects it alone. A view does so when the button is let go, if the row is
/// there still: where it was read again meanwhile, or the list moved up because a message went, all would
/// stay selected.
class ClientTable : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;

    void selectAll() override { Q_EMIT allWanted(); }

Q_SIGNALS:
    void allWanted();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    static bool isPlain(const QMouseEvent &event);

    QString m_pressed; ///< key of the row
    QPointF m_pressedAt;
};

}

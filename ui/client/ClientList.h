#pragma once

#include "store/ClientListModel.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace gatehouse {

class KeyComboBox;

/// The list of client applications with search as you type, filters and sorting.
class ClientList : public QWidget
{
    Q_OBJECT

public:
    explicit ClientList(DatabaseThread &database, QWidget *parent = nullptr);

    ClientListModel &model() { return *m_model; }
    void focusSearch();
    QString currentKey() const;
    QStringList selectedKeys() const;
    /// Makes that row current without telling rowChosen(); no row when it is not in the list.
    void showCurrent(const QString &key);

Q_SIGNALS:
    void rowChosen(const QString &key); ///< the person moved to another row
    void selectionChanged();
    void painted(); ///< the first rows, or that there are none, can be seen

private:
    QWidget *filterBar();
    KeyComboBox *addFilter(QWidget *bar, const QString &label, const QString &off, const QString &on);
    void buildTable(DatabaseThread &database);
    void sizeColumns();
    void applyFilter();
    void showEmpty();

    ClientListModel *m_model;
    QLineEdit *m_search;
    KeyComboBox *m_enabled;
    KeyComboBox *m_grantType;
    KeyComboBox *m_openId;
    KeyComboBox *m_api;
    QCheckBox *m_withProblems;
    QTableView *m_table;
    QLabel *m_empty;
    bool eventFilter(QObject *watched, QEvent *event) override;

    bool m_telling = true;
};

}

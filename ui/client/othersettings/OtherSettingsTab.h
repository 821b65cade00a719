#pragma once

#include <QSet>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace gatehouse {

class ClientDraft;
class SettingsModel;
class ValidationController;

/// The tab Other settings: what a file or a server says of a client application and no field does.
class OtherSettingsTab : public QWidget
{
    Q_OBJECT

public:
    OtherSettingsTab(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    /// The first that the rules have something against.
    void focusRow(int row);

private:
    void buildTree();
    void addSetting();
    void removeSelected();
    void keepExpanded();
    void expandKept();
    template<typename Visitor>
    void visitRows(const QModelIndex &parent, const Visitor &visit) const;
    void choose(const QModelIndex &index);
    void showState();

    ClientDraft &m_draft;
    SettingsModel *m_model;
    QTreeView *m_tree;
    QLabel *m_empty;
    QLabel *m_help;
    QPushButton *m_add;
    QPushButton *m_remove;
    QSet<QString> m_expanded; ///< places, while the tree is made again
    int m_subject = -1;       ///< of the draft: another one is unfolded whole
};

}

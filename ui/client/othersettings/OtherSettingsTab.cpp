#include "ui/client/othersettings/OtherSettingsTab.h"

#include "draft/ClientDraft.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/ValidationController.h"
#include "ui/client/othersettings/AddSettingDialog.h"
#include "ui/client/othersettings/SettingsModel.h"
#include "ui/layout/ButtonRow.h"
#include "ui/records/CellDelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeView>

namespace gatehouse {

namespace {

/// Rows with room to breathe, as in the tables.
class SettingDelegate : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        constexpr int roomAroundSetting = 10;
        return CellDelegate::sizeHint(option, index).grownBy({0, 0, 0, roomAroundSetting});
    }
};

}

OtherSettingsTab::OtherSettingsTab(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_model(new SettingsModel(draft, validation, this))
    , m_tree(new QTreeView)
    , m_empty(new QLabel(tr("No other settings. What a file or a server says of a client application, and "
                            "Gatehouse has no field for, is kept here as it came, and goes back with it in "
                            "the same format.")))
    , m_help(
          new QLabel(tr("As it came, and as it goes back in the same format. A secret never stands here.")))
{
    buildTree();
    auto *buttons = new ButtonRow;
    m_add = buttons->add("list-add", tr("A&dd setting..."), this, &OtherSettingsTab::addSetting);
    m_remove = buttons->add("list-remove", tr("Re&move setting"), this, &OtherSettingsTab::removeSelected);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buttons);
    for (QLabel *label : {m_help, m_empty}) {
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
    layout->addWidget(m_tree, 1);
    layout->addStretch();

    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &OtherSettingsTab::keepExpanded);
    connect(m_model, &QAbstractItemModel::modelReset, this, &OtherSettingsTab::expandKept);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OtherSettingsTab::showState);
    connect(&validation, &ValidationController::validated, this, &OtherSettingsTab::showState);
    expandKept();
}

void OtherSettingsTab::buildTree()
{
    auto *delegate = new SettingDelegate(m_tree);
    connect(delegate, &CellDelegate::closeEditor, &m_draft, &ClientDraft::endTyping);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(delegate);
    m_tree->setAccessibleName(fieldLabel(ClientField::OtherSettings));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setEditTriggers(QTreeView::DoubleClicked | QTreeView::SelectedClicked |
                            QTreeView::EditKeyPressed);
    m_tree->setColumnWidth(SettingsModel::Name, 220);
    m_tree->setColumnWidth(SettingsModel::Kind, 105);
}

template<typename Visitor>
void OtherSettingsTab::visitRows(const QModelIndex &parent, const Visitor &visit) const
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        visit(index);
        visitRows(index, visit);
    }
}

void OtherSettingsTab::keepExpanded()
{
    m_expanded.clear();
    visitRows({}, [this](const QModelIndex &index) {
        if (m_tree->isExpanded(index))
            m_expanded.insert(index.data(SettingsModel::PlaceRole).toString());
    });
}

void OtherSettingsTab::expandKept()
{
    const bool isAnother = m_subject != m_draft.subject();
    m_subject = m_draft.subject();
    visitRows({}, [&](const QModelIndex &index) {
        if (isAnother || m_expanded.contains(index.data(SettingsModel::PlaceRole).toString()))
            m_tree->expand(index);
    });
    showState();
}

void OtherSettingsTab::addSetting()
{
    auto *dialog = new AddSettingDialog(*m_model, m_model->containerFor(m_tree->currentIndex()), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { choose(m_model->indexOf(dialog->add())); });
    openAbout(m_draft, dialog);
}

void OtherSettingsTab::removeSelected()
{
    m_model->remove(m_tree->currentIndex());
    m_tree->setFocus(Qt::OtherFocusReason);
}

void OtherSettingsTab::choose(const QModelIndex &index)
{
    for (QModelIndex at = index.parent(); at.isValid(); at = at.parent())
        m_tree->expand(at);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    m_tree->setFocus(Qt::OtherFocusReason);
}

void OtherSettingsTab::showState()
{
    const bool isOpen = m_draft.isOpen();
    m_tree->setVisible(!m_model->isEmpty());
    m_help->setVisible(!m_model->isEmpty());
    m_empty->setVisible(m_model->isEmpty());
    m_add->setEnabled(isOpen);
    m_remove->setEnabled(isOpen && m_tree->selectionModel()->hasSelection());
}

void OtherSettingsTab::focusRow(int)
{
    if (const QModelIndex problem = m_model->firstProblem(); problem.isValid())
        choose(problem);
    else
        m_add->setFocus(Qt::OtherFocusReason);
}

}
